import type { Scope } from '../scope.ts';

/** Whom a policy reaches, resolved to people at the moment of the change. */
export interface PolicyReach {
  /** One for each stage of the approval rule, in order. */
  readonly stages: readonly StageReach[];
  /** The people who could activate the role under the policy, directly or through groups. */
  readonly eligiblePeople: ReadonlySet<string>;
  /** Service principals that could. */
  readonly eligibleServicePrincipals: ReadonlySet<string>;
  /** Where the role is one whose holders decide by default: who holds it there. */
  readonly adminRoleHolders: ReadonlySet<string> | null;
}

export interface StageReach {
  /** The people who could decide. */
  readonly people: ReadonlySet<string>;
  /** Those of them who could for as long as nobody changes it: named, or holding a default role without an end. */
  readonly lastingPeople: ReadonlySet<string>;
  /** Named ids that are no existing, enabled principal of the stated kind. */
  readonly unknownIds: readonly string[];
  /** Named groups without any enabled person. */
  readonly emptyGroupIds: readonly string[];
}

/**
 * Whether a policy at `scope` is the one that applies at the first scope of a chain: it is the nearest one there
 * (BEHAVIOUR §2).
 */
export function governs(scope: Scope, chain: readonly Scope[], writtenAt: ReadonlySet<Scope>): boolean {
  return chain.find((at) => at === scope || writtenAt.has(at)) === scope;
}
