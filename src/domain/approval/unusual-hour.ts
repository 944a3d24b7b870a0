const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** So many earlier starts show a habit. */
const HABIT = 5;
const NEAR_MS = 2 * HOUR_MS;

/**
 * Whether a start is unusual for this person (ADR 0008). With five earlier starts or more: none of them was within two
 * hours of this time of day. With fewer: it is on a Saturday or Sunday, or outside 06:00 to 20:00. All in UTC.
 */
export function isUnusualHour(startAt: Temporal.Instant, earlierStartsAt: readonly Temporal.Instant[]): boolean {
  const timeOfDay = timeOfDayMs(startAt);
  if (earlierStartsAt.length >= HABIT) {
    return !earlierStartsAt.some((earlier) => {
      const distance = Math.abs(timeOfDayMs(earlier) - timeOfDay);
      return Math.min(distance, DAY_MS - distance) <= NEAR_MS;
    });
  }
  const isWeekend = startAt.toZonedDateTimeISO('UTC').dayOfWeek > 5;
  return isWeekend || timeOfDay < 6 * HOUR_MS || timeOfDay >= 20 * HOUR_MS;
}

function timeOfDayMs({ epochMilliseconds }: Temporal.Instant): number {
  return ((epochMilliseconds % DAY_MS) + DAY_MS) % DAY_MS;
}
