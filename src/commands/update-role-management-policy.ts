import { refuse } from '../domain/errors.ts';
import { decidePolicyUpdate, type PolicyChanges, withChanges } from '../domain/policy/decide-policy-update.ts';
import type { PolicyRules } from '../domain/policy/policy.ts';
import type { PolicyWarning } from '../domain/policy/policy-warning.ts';
import type { Scope } from '../domain/scope.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { policyReach } from './policy-reach-facts.ts';
import { requestTarget } from './request-target.ts';
import { requestsEndedByPolicy } from './requests-ended-by-policy.ts';

/** A role at a scope, whose settings are meant. */
export interface PolicyAddress {
  readonly scope: Scope;
  readonly roleDefinitionId: string;
}

/** The changes, or what makes them of the rules in force, for a surface whose words do not cover every rule. */
export type AskedChanges = PolicyChanges | ((inForce: PolicyRules) => PolicyChanges);

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
  const about = `${address.scope} ${address.roleDefinitionId}`;
  return ledger.execute(contextOf(caller, 'updateRoleManagementPolicy', about), async ({ now, tx, append }) => {
    const target = await requestTarget(tx, address);
    const { role, scopeChain } = target;
    await authorise(tx, caller, 'updateRoleManagementPolicy', { family: role.family, scopeChain }, now);
    const policy = await policyFor(tx, role, scopeChain);
    const changes = typeof asked === 'function' ? asked(policy.rules) : asked;
    const reach = await policyReach(tx, target, withChanges(policy.rules, changes), now);
    const decision = decidePolicyUpdate(changes, { policy, callerId: caller.principalId, reach });
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
    await append(await requestsEndedByPolicy(tx, role, caller.principalId, now));
    return decision.warnings;
  });
}
