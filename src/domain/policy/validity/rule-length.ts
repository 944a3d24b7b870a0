import { Refusal } from '../../errors.ts';
import { isCalendarDuration, milliseconds, parseDuration } from '../../time.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Milliseconds, or null where the text is no duration of fixed length. A year counts 365 days, as clients write it. */
export function ruleLength(text: string): number | null {
  try {
    const duration = parseDuration(text, 'maximumDuration');
    if (text.toUpperCase() === 'P1Y') return 365 * DAY;
    return isCalendarDuration(duration) ? null : milliseconds(duration);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
