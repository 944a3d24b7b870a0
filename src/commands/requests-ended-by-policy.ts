import { endedByPolicy, type WaitingRequest } from '../domain/approval/ended-by-policy.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { RoleDefinition } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';
import { requestsWaitingForRole } from '../ledger/facts/approval-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';

/**
 * What ends because the settings of a role became stricter, wherever below they apply (BEHAVIOUR §4). Read after the
 * settings were changed, in the same transaction.
 */
export async function requestsEndedByPolicy(
  tx: Reader,
  role: RoleDefinition,
  changedById: string,
  now: Temporal.Instant,
): Promise<readonly DomainEvent[]> {
  const waiting: WaitingRequest[] = [];
  for (const { requestId, scope, rules } of await requestsWaitingForRole(tx, role.id, now)) {
    const policy = await policyFor(tx, role, await scopeChainOf(tx, scope));
    waiting.push({ requestId, submittedUnder: rules, rulesNow: policy.rules });
  }
  return endedByPolicy(waiting, changedById);
}
