import { Refusal } from '../../domain/errors.ts';
import type { Expiration } from '../../domain/request/request.ts';
import { isCalendarDuration, milliseconds, parseDuration } from '../../domain/time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2026-11-24 08:00 UTC`; seconds are left out. */
export function instantInWords(instant: Temporal.Instant): string {
  return `${instant.toString().slice(0, 16).replace('T', ' ')} UTC`;
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
export function expirationInWords(expiration: Expiration | null): string {
  if (expiration?.type === 'afterDuration') return durationInWords(expiration.duration);
  return expiration?.type === 'afterDateTime' ? `until ${instantInWords(expiration.endAt)}` : 'without end';
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
