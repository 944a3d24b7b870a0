import type { NotificationPreferences } from './notification-preferences.ts';

/** When the quiet hours that `at` is in are over, in the person's zone; null: it is in none. */
export function endOfQuietHours(
  { quietHours, timeZone }: Pick<NotificationPreferences, 'quietHours' | 'timeZone'>,
  at: Temporal.Instant,
): Temporal.Instant | null {
  if (quietHours === null) return null;
  const local = at.toZonedDateTimeISO(timeZone);
  const now = local.toPlainTime();
  const from = Temporal.PlainTime.from(quietHours.from);
  const to = Temporal.PlainTime.from(quietHours.to);
  const isAfterFrom = Temporal.PlainTime.compare(now, from) >= 0;
  const isBeforeTo = Temporal.PlainTime.compare(now, to) < 0;
  const goesPastMidnight = Temporal.PlainTime.compare(from, to) > 0;
  if (goesPastMidnight ? !isAfterFrom && !isBeforeTo : !isAfterFrom || !isBeforeTo) return null;
  const day = goesPastMidnight && isAfterFrom ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return day.toZonedDateTime({ timeZone, plainTime: to }).toInstant();
}
