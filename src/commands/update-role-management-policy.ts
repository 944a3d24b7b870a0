import { defaultApproverRoles } from '../domain/approval/eligible-approvers.ts';
import { refuse } from '../domain/errors.ts';
import { decidePolicyUpdate } from '../domain/policy/decide-policy-update.ts';
import type { ApprovalRule, ApproverReference, Rule, RuleId } from '../domain/policy/policy.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { peopleIn, principalById } from '../ledger/facts/principal-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { liveSchedulesOfRole } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { requestTarget } from './request-target.ts';

/** Replaces rules of a role's policy at a scope, whole rules by their id (BEHAVIOUR §2). */
export function updateRoleManagementPolicy(
  ledger: Ledger,
  caller: Caller,
  policy: { readonly scope: Scope; readonly roleDefinitionId: string },
  changes: ReadonlyMap<RuleId, Rule>,
): Promise<void> {
  const target = `${policy.scope} ${policy.roleDefinitionId}`;
  return ledger.execute(contextOf(caller, 'updateRoleManagementPolicy', target), async ({ now, tx, append }) => {
    const { role, scopeChain } = await requestTarget(tx, policy);
    await authorise(tx, caller, 'updateRoleManagementPolicy', { family: role.family, scopeChain }, now);
    const approval = changes.get('Approval_EndUser_Assignment');
    const approvers = approval?.kind === 'approval' ? approversOf(approval) : [];
    const decision = decidePolicyUpdate(changes, {
      policy: await policyFor(tx, role, scopeChain),
      callerId: caller.principalId,
      unknownApproverIds: await unknownApprovers(tx, approvers),
      reachableApprovers: (await reachablePeople(tx, approvers, role.family, scopeChain, now)).size,
    });
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}

function approversOf(rule: ApprovalRule): readonly ApproverReference[] {
  return rule.stages.flatMap((stage) => stage.approvers);
}

async function unknownApprovers(tx: Reader, approvers: readonly ApproverReference[]): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const { id, kind } of approvers) {
    const principal = await principalById(tx, id);
    if (principal === null || principal.kind !== kind || !principal.enabled) unknown.push(id);
  }
  return unknown;
}

/** The people who could decide: the named ones, else the holders of the family's default roles. */
async function reachablePeople(
  tx: Reader,
  approvers: readonly ApproverReference[],
  family: RoleFamily,
  scopeChain: readonly Scope[],
  now: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const from = approvers.map(({ id }) => id);
  if (from.length === 0) {
    for (const roleDefinitionId of defaultApproverRoles[family]) {
      const schedules = await liveSchedulesOfRole(tx, roleDefinitionId, now);
      from.push(...schedules.filter(({ scope }) => scopeChain.includes(scope)).map(({ principalId }) => principalId));
    }
  }
  const people = new Set<string>();
  for (const id of from) for (const person of await peopleIn(tx, id)) people.add(person.id);
  return people;
}
