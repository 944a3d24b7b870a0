const UTC_DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(?:\.\d{1,9})?Z$/;

/** Nanoseconds since the epoch of a UTC date-time, undefined for anything else (conditions.md §3). */
export function parseDateTime(text: string): bigint | undefined {
  if (!UTC_DATE_TIME.test(text)) return undefined;
  try {
    return Temporal.Instant.from(text).epochNanoseconds;
  } catch {
    return undefined;
  }
}
