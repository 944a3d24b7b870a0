export type PrincipalKind = 'user' | 'group' | 'servicePrincipal';

/** Somebody or something that can hold a role. Who it is, is (issuer, subject), never a name (BEHAVIOUR §1). */
export interface Principal {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly displayName: string;
  readonly userName: string | null;
  readonly email: string | null;
  readonly enabled: boolean;
}

/** A principal with every group that it is in, directly or through other groups. */
export interface PrincipalFacts {
  readonly principal: Principal;
  readonly groupIds: ReadonlySet<string>;
}

/** Whether the principal is `id` itself or is in the group `id`. */
export function isOrIsIn(facts: PrincipalFacts, id: string): boolean {
  return facts.principal.id === id || facts.groupIds.has(id);
}
