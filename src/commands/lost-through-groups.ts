import { eligibilityEnded } from '../domain/assignment/dependents.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { Reader } from '../ledger/engine.ts';
import { principalFacts } from '../ledger/facts/principal-facts.ts';
import { pendingRequestsThroughGroups } from '../ledger/facts/request-facts.ts';
import { activationsThroughGroups } from '../ledger/facts/schedule-facts.ts';

/**
 * What ends because its holder is no longer in the group that is eligible, or that group no longer counts: what was
 * activated from there, and what was asked for on it (BEHAVIOUR §3, §4). Read after the change of the group.
 */
export async function lostThroughGroups(tx: Reader, now: Temporal.Instant): Promise<readonly DomainEvent[]> {
  const isStillIn = async (principalId: string, groupId: string) =>
    (await principalFacts(tx, principalId))?.groupIds.has(groupId) ?? false;
  const activations = [];
  for (const { activation, groupId } of await activationsThroughGroups(tx, now)) {
    if (!(await isStillIn(activation.principalId, groupId))) activations.push(activation);
  }
  const requestIds = [];
  for (const { requestId, principalId, groupId } of await pendingRequestsThroughGroups(tx, now)) {
    if (!(await isStillIn(principalId, groupId))) requestIds.push(requestId);
  }
  return eligibilityEnded(activations, requestIds, now);
}
