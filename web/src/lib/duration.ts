import { timeStrings as words } from '../strings/time.ts';

const FORM = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const MINUTE = 60_000;

/** Minutes of an ISO 8601 duration of days at most; null for any other. */
export function minutesOf(duration: string): number | null {
  const found = FORM.exec(duration);
  if (found === null || duration.endsWith('P') || duration.endsWith('T')) return null;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = found;
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
}

/** As the API takes it. */
export function toDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`;
}

/** `1 h 30 min`, `45 min`, `3 days`. */
export function minutesInWords(minutes: number): string {
  if (minutes >= 2880 && minutes % 1440 === 0) return words.days(minutes / 1440);
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return words.minutes(rest);
  return rest === 0 ? words.hours(hours) : words.together(words.hours(hours), words.minutes(rest));
}

/** A duration of the API in words; as it is where it is none. */
export function durationInWords(duration: string): string {
  const minutes = minutesOf(duration);
  return minutes === null ? duration : minutesInWords(minutes);
}

/** Time that is left: seconds only in the last minutes, days only where there are several. */
export function leftInWords(ms: number): string {
  if (ms <= 0) return words.ended;
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return words.seconds(seconds);
  if (seconds < 300) return words.together(words.minutes(Math.floor(seconds / 60)), words.seconds(seconds % 60));
  const minutes = Math.floor(ms / MINUTE);
  if (minutes >= 2880) return words.days(Math.floor(minutes / 1440));
  return minutesInWords(minutes);
}

/** Minutes and seconds that are left, as a clock counts them: `4:57`. */
export function onClock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
