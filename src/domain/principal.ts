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

/** What people call a principal, and where they write to it. */
export type PrincipalNames = Pick<Principal, 'displayName' | 'userName' | 'email'>;

/** Who somebody is to one identity provider. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** A sign-in name as sign-in names are compared: without case, and without differences that nobody sees. */
export function signInNameKey(userName: string): string {
  return userName.normalize('NFKC').toLowerCase();
}

/** A principal with every group that it is in at the instant of the question, directly or through other groups. */
export interface PrincipalFacts {
  readonly principal: Principal;
  readonly groupIds: ReadonlySet<string>;
  /** Of these, the ones that it is in for a time only, and until when; absent: it is in all of them without end. */
  readonly groupsUntil?: ReadonlyMap<string, Temporal.Instant>;
}

/** Whether the principal is `id` itself or is in the group `id`. */
export function isOrIsIn(facts: PrincipalFacts, id: string): boolean {
  return facts.principal.id === id || facts.groupIds.has(id);
}
