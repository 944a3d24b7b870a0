import { invalidField, refuse } from './errors.ts';

/** Half-open `[startAt, endAt)`; `endAt` null means permanent (BEHAVIOUR §5). */
export interface Interval {
  readonly startAt: Temporal.Instant;
  readonly endAt: Temporal.Instant | null;
}

const FIRST_INSTANT = Temporal.Instant.from('2000-01-01T00:00:00Z');
const INSTANT_AFTER_LAST = Temporal.Instant.from('2101-01-01T00:00:00Z');
const LONGEST_DURATION_MS = 101 * 366 * 86_400_000;

const INSTANT_FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$/i;
const DURATION_FORM =
  /^P(?=\d|T\d)(\d{1,6}Y)?(\d{1,6}M)?(\d{1,6}W)?(\d{1,6}D)?(T(?=\d)(\d{1,8}H)?(\d{1,8}M)?(\d{1,9}([.,]\d{1,9})?S)?)?$/i;

export function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return a.epochMilliseconds < b.epochMilliseconds;
}

export function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isBefore(b, a) ? b : a;
}

export function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isBefore(a, b) ? b : a;
}

/** Whether it lies before the year 2101. */
export function isInCalendar(instant: Temporal.Instant): boolean {
  return isBefore(instant, INSTANT_AFTER_LAST);
}

/** Whether the instant lies in `[startAt, endAt)`. */
export function contains(interval: Interval, at: Temporal.Instant): boolean {
  return !isBefore(at, interval.startAt) && (interval.endAt === null || isBefore(at, interval.endAt));
}

/** Whether two half-open intervals share an instant; touching ends do not. */
export function overlaps(a: Interval, b: Interval): boolean {
  return (b.endAt === null || isBefore(a.startAt, b.endAt)) && (a.endAt === null || isBefore(b.startAt, a.endAt));
}

/**
 * An ISO 8601 instant with a zone, years 2000 to 2100, up to 7 fractional digits, cut to milliseconds (BEHAVIOUR §5).
 * Throws a refusal that names the field.
 */
export function parseInstant(text: string, field: string): Temporal.Instant {
  const allowed =
    'an ISO 8601 instant with zone and at most 7 fractional digits, such as `2026-11-24T08:00:00Z`, in the years 2000 to 2100';
  if (!INSTANT_FORM.test(text)) refuse(invalidField(field, text, allowed, 'scheduleInvalid'));
  let instant: Temporal.Instant;
  try {
    instant = Temporal.Instant.from(text);
  } catch {
    refuse(invalidField(field, text, allowed, 'scheduleInvalid'));
  }
  if (isBefore(instant, FIRST_INSTANT) || !isBefore(instant, INSTANT_AFTER_LAST)) {
    refuse(invalidField(field, text, allowed, 'scheduleInvalid'));
  }
  return Temporal.Instant.fromEpochMilliseconds(instant.epochMilliseconds);
}

/**
 * An ISO 8601 duration: positive, no finer than milliseconds, at most 101 years (BEHAVIOUR §5).
 * Throws a refusal that names the field.
 */
export function parseDuration(text: string, field: string): Temporal.Duration {
  const known = durations.get(text);
  if (known !== undefined) return known;
  const duration = readDuration(text, field);
  if (durations.size >= MOST_DURATIONS) durations.clear();
  durations.set(text, duration);
  return duration;
}

/** Those that were read before: policies and people name the same few again and again. */
const durations = new Map<string, Temporal.Duration>();
const MOST_DURATIONS = 1_000;

function readDuration(text: string, field: string): Temporal.Duration {
  const allowed = 'a positive ISO 8601 duration such as `PT8H` or `P90D`, no finer than milliseconds';
  const match = DURATION_FORM.exec(text);
  const fraction = match?.[9]?.slice(1) ?? '';
  if (!match || fraction.length > 3) refuse(invalidField(field, text, allowed, 'scheduleInvalid'));
  const duration = Temporal.Duration.from(text.toUpperCase().replace(',', '.'));
  const longest = addUtc(FIRST_INSTANT, duration, field).epochMilliseconds - FIRST_INSTANT.epochMilliseconds;
  if (longest <= 0 || longest > LONGEST_DURATION_MS) refuse(invalidField(field, text, allowed, 'scheduleInvalid'));
  return duration;
}

/** Whether the duration counts years or months, whose length depends on the calendar. */
export function isCalendarDuration(duration: Temporal.Duration): boolean {
  return duration.years !== 0 || duration.months !== 0;
}

/** Exact length in milliseconds; weeks and days count 7 and 1 times 24 hours. Not for calendar durations. */
export function milliseconds(duration: Temporal.Duration): number {
  const days = duration.weeks * 7 + duration.days;
  const seconds = ((days * 24 + duration.hours) * 60 + duration.minutes) * 60 + duration.seconds;
  return seconds * 1000 + duration.milliseconds;
}

/** `start` plus the duration, by the calendar in UTC (BEHAVIOUR §5). Throws a refusal when that leaves the calendar. */
export function addUtc(start: Temporal.Instant, duration: Temporal.Duration, field: string): Temporal.Instant {
  if (!isCalendarDuration(duration)) {
    const end = start.epochMilliseconds + milliseconds(duration);
    if (end < 8.64e15) return Temporal.Instant.fromEpochMilliseconds(end);
  } else {
    try {
      return start.toZonedDateTimeISO('UTC').add(duration).toInstant();
    } catch {
      // falls through to the refusal
    }
  }
  return refuse(
    invalidField(field, duration.toString(), 'a duration that ends in the years 2000 to 2100', 'scheduleInvalid'),
  );
}

/** Milliseconds as the shortest ISO 8601 duration in hours, minutes and seconds, days only when they are whole. */
export function presentDuration(lengthMs: number): string {
  if (lengthMs > 0 && lengthMs % 86_400_000 === 0) return `P${lengthMs / 86_400_000}D`;
  const seconds = lengthMs / 1000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Math.round((seconds % 60) * 1000) / 1000;
  const text = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest ? `${rest}S` : ''}`;
  return `PT${text || '0S'}`;
}
