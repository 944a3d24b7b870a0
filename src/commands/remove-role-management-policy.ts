import { refuse } from '../domain/errors.ts';
import { decidePolicyRemoval } from '../domain/policy/decide-policy-removal.ts';
import type { PolicyWarning } from '../domain/policy/policy-warning.ts';
import { inheritedPolicyFor, policyFor } from '../ledger/facts/role-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { policyReach } from './policy-reach-facts.ts';
import { requestTarget } from './request-target.ts';
import { requestsEndedByPolicy } from './requests-ended-by-policy.ts';
import type { PolicyAddress } from './update-role-management-policy.ts';

/** Removes the policy that is written at a scope; the ancestor's applies again. Refuses where none is written there. */
export function removeRoleManagementPolicy(
  ledger: Ledger,
  caller: Caller,
  address: PolicyAddress,
): Promise<readonly PolicyWarning[]> {
  const about = `${address.scope} ${address.roleDefinitionId}`;
  return ledger.execute(contextOf(caller, 'removeRoleManagementPolicy', about), async ({ now, tx, append }) => {
    const target = await requestTarget(tx, address);
    const { role, scopeChain } = target;
    await authorise(tx, caller, 'removeRoleManagementPolicy', { family: role.family, scopeChain }, now);
    const policy = await policyFor(tx, role, scopeChain);
    const inherited = await inheritedPolicyFor(tx, role, scopeChain);
    const reach = await policyReach(tx, target, inherited.rules, now);
    const decision = decidePolicyRemoval({ policy, inherited, callerId: caller.principalId, reach });
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
    await append(await requestsEndedByPolicy(tx, role, caller.principalId, now));
    return decision.warnings;
  });
}
