import { plannedEndedByPolicy } from '../domain/assignment/planned-ended-by-policy.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { PolicyRules } from '../domain/policy/policy.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Schedule } from '../domain/schedule.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { plannedActivationsOfRole } from '../ledger/facts/schedule-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { CommandScope } from '../ledger/ledger.ts';
import { requestsEndedByPolicy } from './requests-ended-by-policy.ts';

/** Appends a change of a role's settings with all that ends by it, wherever below it applies (BEHAVIOUR §3, §4). */
export async function appendPolicyChange(
  { tx, now, append }: CommandScope,
  role: RoleDefinition,
  changedById: string,
  events: readonly DomainEvent[],
): Promise<void> {
  const planned = await plannedActivationsOfRole(tx, role.id, now);
  const before = await rulesOf(tx, role, planned);
  await append(events);
  await append(await requestsEndedByPolicy(tx, role, changedById, now));
  const after = await rulesOf(tx, role, planned);
  const compared = planned.flatMap((activation, index) => {
    const [was, is] = [before[index], after[index]];
    return was === undefined || is === undefined ? [] : [{ activation, before: was, after: is }];
  });
  await append(plannedEndedByPolicy(compared, now));
}

async function rulesOf(
  tx: Reader,
  role: RoleDefinition,
  planned: readonly Schedule[],
): Promise<readonly PolicyRules[]> {
  const rules: PolicyRules[] = [];
  for (const { scope } of planned) rules.push((await policyFor(tx, role, await scopeChainOf(tx, scope))).rules);
  return rules;
}
