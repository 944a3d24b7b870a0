import type { DomainEvent } from '../events.ts';
import { isOrIsIn, type PrincipalFacts } from '../principal.ts';
import { isLive, type Schedule } from '../schedule.ts';
import { closePlanned } from './dependents.ts';

export interface StartFacts {
  readonly schedule: Schedule;
  /** null: there is no such principal. */
  readonly holder: PrincipalFacts | null;
  /** The eligibility that an activation came from. */
  readonly eligibility: Schedule | null;
}

/**
 * What becomes of a planned schedule whose start has come. An activation is checked once more: without an enabled
 * holder, or without the eligibility, it never starts and its request is closed with the reason (BEHAVIOUR §3). Access
 * does not rely on it: whatever takes the eligibility away closes what was planned in the same transaction.
 */
export function decideStart(
  { schedule, holder, eligibility }: StartFacts,
  now: Temporal.Instant,
): readonly DomainEvent[] {
  if (schedule.assignmentType === 'activated') {
    if (holder === null || !holder.principal.enabled) return closePlanned(schedule, 'principalDisabled', now);
    const isEligible =
      eligibility !== null && isLive(eligibility, schedule.startAt) && isOrIsIn(holder, eligibility.principalId);
    if (!isEligible) return closePlanned(schedule, 'eligibilityEnded', now);
  }
  return [{ type: 'schedule.started', scheduleId: schedule.id }];
}
