import type { DomainEvent } from '../events.ts';
import { isBefore } from '../time.ts';

/**
 * The schedules that the events end, or leave with an end, a condition or a later start: who held a role by one of
 * them for ever does so no longer. For the guard of the last administrator (BEHAVIOUR §3).
 */
export function heldNoLonger(events: readonly DomainEvent[], now: Temporal.Instant): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const event of events) {
    if (event.type === 'schedule.ended') ids.add(event.scheduleId);
    if (event.type !== 'schedule.changed') continue;
    const { before, after } = event;
    const isBounded = before.endAt === null && after.endAt !== null;
    if (isBounded || after.condition !== null || isBefore(now, after.startAt)) ids.add(event.scheduleId);
  }
  return ids;
}
