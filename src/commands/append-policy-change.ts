import { type PlannedActivation, plannedEndedByPolicy } from '../domain/assignment/planned-ended-by-policy.ts';
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

/** Appends a change of settings of these roles with all that ends by it, wherever below it applies (BEHAVIOUR §3, §4). */
export async function appendPolicyChange(
  { tx, now, append }: Pick<CommandScope, 'tx' | 'now' | 'append'>,
  roles: readonly RoleDefinition[],
  changedById: string,
  events: readonly DomainEvent[],
): Promise<void> {
  const planned: PlannedUnder[] = [];
  for (const role of roles) planned.push(...(await plannedUnder(tx, role, now)));
  await append(events);
  for (const role of roles) await append(await requestsEndedByPolicy(tx, role, changedById, now));
  const compared: PlannedActivation[] = [];
  for (const { role, activation, rules } of planned) {
    compared.push({ activation, before: rules, after: await rulesFor(tx, role, activation) });
  }
  await append(plannedEndedByPolicy(compared, now));
}

interface PlannedUnder {
  readonly role: RoleDefinition;
  readonly activation: Schedule;
  readonly rules: PolicyRules;
}

async function plannedUnder(tx: Reader, role: RoleDefinition, now: Temporal.Instant): Promise<readonly PlannedUnder[]> {
  const found: PlannedUnder[] = [];
  for (const activation of await plannedActivationsOfRole(tx, role.id, now)) {
    found.push({ role, activation, rules: await rulesFor(tx, role, activation) });
  }
  return found;
}

async function rulesFor(tx: Reader, role: RoleDefinition, { scope }: Schedule): Promise<PolicyRules> {
  return (await policyFor(tx, role, await scopeChainOf(tx, scope))).rules;
}
