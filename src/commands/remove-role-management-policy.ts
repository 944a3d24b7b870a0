import { refuse } from '../domain/errors.ts';
import { decidePolicyRemoval } from '../domain/policy/decide-policy-removal.ts';
import type { PolicyWarning } from '../domain/policy/policy-warning.ts';
import { inheritedPolicyFor, policyFor } from '../ledger/facts/role-facts.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { appendPolicyChange } from './append-policy-change.ts';
import { type Caller, contextOf } from './caller.ts';
import { policyReach } from './policy-reach-facts.ts';
import { policyTarget } from './policy-target.ts';
import { aboutPolicy, type DecidedPolicy, type PolicyAddress } from './update-role-management-policy.ts';

/** Removes the policy that is written at a scope; the ancestor's applies again. Refuses where none is written there. */
export function removeRoleManagementPolicy(
  ledger: Ledger,
  caller: Caller,
  address: PolicyAddress,
): Promise<readonly PolicyWarning[]> {
  const context = contextOf(caller, 'removeRoleManagementPolicy', aboutPolicy(address));
  return ledger.execute(context, async (transaction) => {
    const { target, decision } = await decideRemoval(transaction, caller, address);
    if (!decision.accepted) refuse(decision.violation);
    await appendPolicyChange(transaction, [target.role], caller.principalId, decision.events);
    return decision.warnings;
  });
}

/** Collects the facts of a removal and asks the domain. Refuses whoever may not write settings there. */
export async function decideRemoval(
  { tx, now }: Pick<CommandScope, 'tx' | 'now'>,
  caller: Caller,
  address: PolicyAddress,
): Promise<DecidedPolicy> {
  const target = await policyTarget(tx, caller, 'removeRoleManagementPolicy', address, now);
  const { role, scopeChain } = target;
  const policy = await policyFor(tx, role, scopeChain);
  const inherited = await inheritedPolicyFor(tx, role, scopeChain);
  const reach = await policyReach(tx, target, inherited.rules, now);
  const decision = decidePolicyRemoval({ policy, inherited, callerId: caller.principalId, reach });
  return { target, policy, reach, decision };
}
