import { eligibilityEnded } from '../domain/assignment/dependents.ts';
import { eligibilityFor } from '../domain/eligibility/eligibility-for.ts';
import type { DomainEvent } from '../domain/events.ts';
import { isUnfinished, type Schedule, termsOf } from '../domain/schedule.ts';
import { isBefore, later } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { principalFacts } from '../ledger/facts/principal-facts.ts';
import { pendingRequestsThroughGroups } from '../ledger/facts/request-facts.ts';
import { activationsThroughGroups, scheduleById } from '../ledger/facts/schedule-facts.ts';

/**
 * What ends because its holder is no longer in the group that is eligible, or will not be for as long, or that group no
 * longer counts: what was activated from there, and what was asked for on it (BEHAVIOUR §3, §4). Read after the change,
 * of one principal, or (null) of everybody.
 */
export async function lostThroughGroups(
  tx: Reader,
  principalId: string | null,
  now: Temporal.Instant,
): Promise<readonly DomainEvent[]> {
  const ended: Schedule[] = [];
  const cut: DomainEvent[] = [];
  for (const { activation } of await activationsThroughGroups(tx, principalId, now)) {
    const eligibility = await eligibilityBehind(tx, activation, now);
    const until = eligibility?.endAt ?? null;
    const isLost = eligibility === null || (until !== null && !isBefore(later(activation.startAt, now), until));
    if (isLost) ended.push(activation);
    else if (until !== null && (activation.endAt === null || isBefore(until, activation.endAt))) {
      const before = termsOf(activation);
      const { id: scheduleId, requestId } = activation;
      cut.push({ type: 'schedule.changed', scheduleId, requestId, before, after: { ...before, endAt: until } });
    }
  }
  const requestIds = [];
  for (const { requestId, principalId: holderId, groupId } of await pendingRequestsThroughGroups(
    tx,
    principalId,
    now,
  )) {
    if (!(await principalFacts(tx, holderId, now))?.groupIds.has(groupId)) requestIds.push(requestId);
  }
  return [...cut, ...eligibilityEnded(ended, requestIds, now)];
}

/** The eligibility that an activation came from, as far as its holder still has it; null: no more. */
async function eligibilityBehind(tx: Reader, activation: Schedule, now: Temporal.Instant): Promise<Schedule | null> {
  const holder = await principalFacts(tx, activation.principalId, now);
  const id = activation.linkedEligibilityId;
  const eligibility = id === null ? null : await scheduleById(tx, id);
  if (holder === null || eligibility === null) return null;
  const theirs = eligibilityFor(holder, eligibility);
  return theirs !== null && isUnfinished(theirs, now) ? theirs : null;
}
