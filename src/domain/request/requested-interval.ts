import { invalidField, refuse } from '../errors.ts';
import {
  addUtc,
  type Interval,
  isCalendarDuration,
  isInCalendar,
  later,
  milliseconds,
  parseDuration,
} from '../time.ts';
import type { RequestedSchedule } from './request.ts';

/** Nothing shorter is granted (BEHAVIOUR §3). */
export const SHORTEST_SCHEDULE_MS = 5 * 60_000;
/** A custom start lies at most so far ahead (BEHAVIOUR §3). */
export const FURTHEST_START_MS = 90 * 86_400_000;

/** Whose rules of the calendar apply: activations refuse months and years, assignments reckon them in UTC (BEHAVIOUR §5). */
export type IntervalPurpose = 'activation' | 'assignment';

/**
 * The real `[startAt, endAt)` of what was asked: a start in the past counts as `from`. Throws a refusal when the end is
 * past, nothing is left of the five minutes, or an activation is asked for months or years.
 */
export function requestedInterval(
  asked: RequestedSchedule,
  from: Temporal.Instant,
  purpose: IntervalPurpose,
): Interval {
  const startAt = asked.startAt === null ? from : later(asked.startAt, from);
  if (startAt.epochMilliseconds - from.epochMilliseconds > FURTHEST_START_MS && purpose === 'activation') {
    refuse(invalidField('startAt', startAt.toString(), 'a start at most 90 days ahead', 'scheduleInvalid'));
  }
  const endAt = requestedEnd(asked, startAt, purpose);
  if (endAt !== null && endAt.epochMilliseconds <= from.epochMilliseconds) {
    refuse(invalidField('endAt', endAt.toString(), `an end after \`${from}\``, 'scheduleInvalid'));
  }
  if (endAt !== null && endAt.epochMilliseconds - startAt.epochMilliseconds < SHORTEST_SCHEDULE_MS) {
    const field = asked.expiration?.type === 'afterDateTime' ? 'endAt' : 'duration';
    refuse(invalidField(field, `${startAt}/${endAt}`, 'at least 5 minutes', 'scheduleInvalid'));
  }
  return { startAt, endAt };
}

function requestedEnd(asked: RequestedSchedule, startAt: Temporal.Instant, purpose: IntervalPurpose) {
  const expiration = asked.expiration;
  if (expiration === null || expiration.type === 'noExpiration') return null;
  if (expiration.type === 'afterDateTime') return expiration.endAt;
  const duration = parseDuration(expiration.duration, 'duration');
  if (purpose === 'activation' && isCalendarDuration(duration)) {
    refuse(invalidField('duration', expiration.duration, 'days, hours, minutes, such as `PT8H`', 'scheduleInvalid'));
  }
  if (purpose === 'activation' && milliseconds(duration) <= 0) {
    refuse(invalidField('duration', expiration.duration, 'a positive duration', 'scheduleInvalid'));
  }
  const endAt = addUtc(startAt, duration, 'duration');
  if (!isInCalendar(endAt)) {
    refuse(invalidField('duration', expiration.duration, 'an end in the years 2000 to 2100', 'scheduleInvalid'));
  }
  return endAt;
}
