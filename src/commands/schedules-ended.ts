import type { DomainEvent } from '../domain/events.ts';
import type { Reader } from '../ledger/engine.ts';
import { unendedSchedulesOf } from '../ledger/facts/schedule-facts.ts';

/** Ends what is assigned to somebody who is gone; what they had activated or asked for has ended already. */
export async function schedulesEnded(
  tx: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<readonly DomainEvent[]> {
  const schedules = await unendedSchedulesOf(tx, principalId, now);
  return schedules.map(({ id }) => ({ type: 'schedule.ended', scheduleId: id, reason: 'removed', endAt: now }));
}
