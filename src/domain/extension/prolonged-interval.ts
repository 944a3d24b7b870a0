import { invalidField, refuse } from '../errors.ts';
import type { RequestedSchedule } from '../request/request.ts';
import { type IntervalPurpose, requestedInterval, SHORTEST_SCHEDULE_MS } from '../request/requested-interval.ts';
import { type Interval, isBefore, later } from '../time.ts';

/**
 * The interval with its new end. A duration counts from the present end, or from an earlier start that was asked for.
 * Throws a refusal when that leaves a gap or adds less than 5 minutes (BEHAVIOUR §3).
 */
export function prolongedInterval(
  asked: RequestedSchedule,
  current: Interval & { readonly endAt: Temporal.Instant },
  now: Temporal.Instant,
  purpose: IntervalPurpose = 'assignment',
): Interval {
  const from = asked.startAt ?? current.endAt;
  if (isBefore(current.endAt, from)) {
    const allowed = `a start until \`${current.endAt}\`, the present end: what is extended has no gap`;
    refuse(invalidField('startAt', from.toString(), allowed, 'scheduleInvalid'));
  }
  const { endAt } = requestedInterval({ ...asked, startAt: later(from, now) }, now, purpose);
  const shortest = current.endAt.add({ milliseconds: SHORTEST_SCHEDULE_MS });
  if (endAt !== null && isBefore(endAt, shortest)) {
    const allowed = `an end at \`${shortest}\` or later, at least 5 minutes after the present one`;
    refuse(invalidField('endAt', endAt.toString(), allowed, 'scheduleInvalid'));
  }
  return { startAt: current.startAt, endAt };
}
