import type { NotificationPreferences } from '../preferences/notification-preferences.ts';
import type { DigestPeriod } from './digest.ts';

/** The digest that a person was given last. */
export interface LastDigest {
  readonly date: string;
  readonly untilAt: Temporal.Instant;
}

/** Daily, or on Mondays; by the reader's clock. */
const HOUR = 8;

/**
 * The digest that is due for a person at `now`: the newest one that they were not given; null: none, or they want none.
 * Whoever wants critical mail alone wants none. Moving to another zone repeats no day.
 */
export function dueDigest(
  { digest: cadence, mail, timeZone }: Pick<NotificationPreferences, 'digest' | 'mail' | 'timeZone'>,
  last: LastDigest | null,
  now: Temporal.Instant,
): DigestPeriod | null {
  if (cadence === 'off' || mail === 'critical') return null;
  const local = now.toZonedDateTimeISO(timeZone);
  const today = local.toPlainDate();
  const latest = local.hour < HOUR ? today.subtract({ days: 1 }) : today;
  const day = cadence === 'weekly' ? mondayOf(latest) : latest;
  const days = cadence === 'weekly' ? 7 : 1;
  const at = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone, plainTime: { hour: HOUR } }).toInstant();
  const [date, untilAt] = [day.toString(), at(day)];
  if (last !== null && (date <= last.date || Temporal.Instant.compare(untilAt, last.untilAt) <= 0)) return null;
  return {
    cadence,
    date,
    beforeAt: at(day.subtract({ days: 2 * days })),
    sinceAt: at(day.subtract({ days })),
    untilAt,
  };
}

/** The last Monday that is not after `date`. */
function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}
