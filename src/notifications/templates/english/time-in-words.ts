import { Refusal } from '../../../domain/errors.ts';
import type { Expiration } from '../../../domain/request/request.ts';
import { isCalendarDuration, milliseconds, parseDuration } from '../../../domain/time.ts';
import type { LetterReader } from '../letter.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * `2026-11-24 09:00 Europe/Berlin (08:00 UTC)`, in the zone and the manner of the reader and in UTC; seconds are left
 * out.
 */
export function instantInWords(instant: Temporal.Instant, { timeZone, locale }: LetterReader): string {
  const inUtc = instant.toZonedDateTimeISO('UTC');
  const local = instant.toZonedDateTimeISO(timeZone);
  const isUtc = timeZone === 'UTC';
  if (isUtc) return `${dateAndTime(inUtc, locale)} UTC`;
  const isSameDay = inUtc.toPlainDate().equals(local.toPlainDate());
  const utc = isSameDay ? inUtc.toPlainTime().toString().slice(0, 5) : dateAndTime(inUtc, null);
  return `${dateAndTime(local, locale)} ${timeZone} (${utc} UTC)`;
}

/** The words are English; the reader's region says how a date looks. */
function dateAndTime(at: Temporal.ZonedDateTime, locale: string | null): string {
  const region = locale === null ? undefined : new Intl.Locale(locale).region;
  if (region === undefined) return at.toPlainDateTime().toString().slice(0, 16).replace('T', ' ');
  // digits and separators that every mail program has; no narrow spaces
  return at
    .toPlainDateTime()
    .toLocaleString(`en-${region}`, { dateStyle: 'medium', timeStyle: 'short', calendar: 'gregory' })
    .replaceAll(/\s/gu, ' ');
}

/** Milliseconds as `2 h`, `1 h 30 min`, `90 days`. */
export function lengthInWords(lengthMs: number): string {
  if (lengthMs >= DAY && lengthMs % DAY === 0) return counted(lengthMs / DAY, 'day');
  const hours = Math.floor(lengthMs / HOUR);
  const minutes = Math.floor((lengthMs % HOUR) / MINUTE);
  if (hours === 0 && minutes === 0) return `${Math.round(lengthMs / 1000)} s`;
  return [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''].filter((part) => part !== '').join(' ');
}

/** An ISO 8601 duration in the same words; what is none is shown as it is. */
export function durationInWords(text: string): string {
  let duration: Temporal.Duration;
  try {
    duration = parseDuration(text, 'duration');
  } catch (error) {
    if (error instanceof Refusal) return text;
    throw error;
  }
  if (!isCalendarDuration(duration)) return lengthInWords(milliseconds(duration));
  const { years, months } = duration;
  const rest = milliseconds(duration.with({ years: 0, months: 0 }));
  return [
    years > 0 ? counted(years, 'year') : '',
    months > 0 ? counted(months, 'month') : '',
    rest > 0 ? lengthInWords(rest) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** How long was asked for: `2 h`, `until 2026-11-24 10:00 UTC`, `without end`. */
export function expirationInWords(expiration: Expiration | null, to: LetterReader): string {
  if (expiration?.type === 'afterDuration') return durationInWords(expiration.duration);
  return expiration?.type === 'afterDateTime' ? untilInWords(expiration.endAt, to) : 'without end';
}

/** `until 2026-11-24 10:00 UTC`, or `without end`. */
export function untilInWords(endAt: Temporal.Instant | null, to: LetterReader): string {
  return endAt === null ? 'without end' : `until ${instantInWords(endAt, to)}`;
}

/** `1 day`, `2 days`. */
export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
