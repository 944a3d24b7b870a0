import { refuse } from '../domain/errors.ts';
import {
  decidePolicyUpdate,
  type PolicyChanges,
  type PolicyDecision,
  withChanges,
} from '../domain/policy/decide-policy-update.ts';
import type { EffectivePolicy, PolicyRules } from '../domain/policy/policy.ts';
import type { PolicyReach } from '../domain/policy/policy-reach.ts';
import type { PolicyWarning } from '../domain/policy/policy-warning.ts';
import type { Scope } from '../domain/scope.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { appendPolicyChange } from './append-policy-change.ts';
import { type Caller, contextOf } from './caller.ts';
import { policyReach } from './policy-reach-facts.ts';
import { policyTarget } from './policy-target.ts';
import type { RequestTarget } from './request-target.ts';

/** A role at a scope, whose settings are meant. */
export interface PolicyAddress {
  readonly scope: Scope;
  readonly roleDefinitionId: string;
}

/** The changes, or what makes them of the rules in force, for a surface whose words do not cover every rule. */
export type AskedChanges = PolicyChanges | ((inForce: PolicyRules) => PolicyChanges);

/** What a change of settings was decided from, and the decision; the same for a dry run. */
export interface DecidedPolicy {
  readonly target: RequestTarget;
  readonly policy: EffectivePolicy;
  readonly reach: PolicyReach;
  readonly decision: PolicyDecision;
}

/** What the ledger notes as the target of a change of settings. */
export function aboutPolicy({ scope, roleDefinitionId }: PolicyAddress): string {
  return `${scope} ${roleDefinitionId}`;
}

/**
 * Replaces rules of a role's policy at a scope, whole rules by their id (BEHAVIOUR §2). Answers what is worth a second
 * look about the policy as it then is; it is on record too.
 */
export function updateRoleManagementPolicy(
  ledger: Ledger,
  caller: Caller,
  address: PolicyAddress,
  asked: AskedChanges,
): Promise<readonly PolicyWarning[]> {
  const context = contextOf(caller, 'updateRoleManagementPolicy', aboutPolicy(address));
  return ledger.execute(context, async (transaction) => {
    const { target, decision } = await decideUpdate(transaction, caller, address, asked);
    if (!decision.accepted) refuse(decision.violation);
    await appendPolicyChange(transaction, [target.role], caller.principalId, decision.events);
    return decision.warnings;
  });
}

/** Collects the facts of a change and asks the domain. Refuses whoever may not write settings there. */
export async function decideUpdate(
  { tx, now }: Pick<CommandScope, 'tx' | 'now'>,
  caller: Caller,
  address: PolicyAddress,
  asked: AskedChanges,
): Promise<DecidedPolicy> {
  const target = await policyTarget(tx, caller, 'updateRoleManagementPolicy', address, now);
  const { role, scopeChain } = target;
  const policy = await policyFor(tx, role, scopeChain);
  const changes = typeof asked === 'function' ? asked(policy.rules) : asked;
  const reach = await policyReach(tx, target, withChanges(policy.rules, changes), now);
  const decision = decidePolicyUpdate(changes, { policy, callerId: caller.principalId, reach });
  return { target, policy, reach, decision };
}
