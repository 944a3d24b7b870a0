import { timeStrings as words } from '../strings/time.ts';

/** How a person wants times: in which zone, in the language of their browser. */
export interface TimeFormat {
  /** `today 16:40`, `tomorrow 09:00`, `Tue 24 Nov 16:40`, `24 Nov 2027`. */
  readonly short: (at: number, now: number) => string;
  /** A day alone, such as `12 Nov`. */
  readonly day: (at: number, now: number) => string;
  /** The exact instant with its zone. */
  readonly exact: (at: number) => string;
}

const DAY = 86_400_000;
/** English words around the numbers, 24 hours: the words of the pages are English. */
const LANGUAGE = 'en-GB';

/** Texts for times in a zone of the tz database. */
export function timeFormat(zone: string): TimeFormat {
  const format = (options: Intl.DateTimeFormatOptions) => {
    let made: Intl.DateTimeFormat | null = null;
    return {
      format(at: number) {
        // each is made when it is first wanted: the first page waits for none that it does not show
        made ??= new Intl.DateTimeFormat(LANGUAGE, { timeZone: zone, hourCycle: 'h23', ...options });
        return made.format(at);
      },
    };
  };
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const weekday = format({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const dayOfYear = format({ day: 'numeric', month: 'short' });
  const dayWithYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const isoDay = format({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const exact = format({ dateStyle: 'full', timeStyle: 'long' });

  let days = { at: Number.NaN, names: new Map<string, string>() };

  /** What the day of an instant is called; undefined: by its date. Rows ask by the hundred, at the same minute. */
  function named(at: number, now: number) {
    if (Math.abs(at - now) > 3 * DAY) return undefined;
    if (days.at !== now) {
      const names = [words.yesterday, words.today, words.tomorrow].map(
        (word, index) => [isoDay.format(now + (index - 1) * DAY), word] as const,
      );
      days = { at: now, names: new Map(names) };
    }
    return days.names.get(isoDay.format(at));
  }

  function day(at: number, now: number): string {
    const isNear = Math.abs(at - now) < 300 * DAY;
    return (isNear ? dayOfYear : dayWithYear).format(at);
  }

  return {
    short(at, now) {
      const word = named(at, now);
      if (word !== undefined) return words.onDay(word, clock.format(at));
      return Math.abs(at - now) < 60 * DAY ? weekday.format(at).replace(',', '') : day(at, now);
    },
    day,
    exact: (at) => exact.format(at),
  };
}

/** The zone of this device. */
export function deviceZone(): string {
  return Intl.DateTimeFormat(LANGUAGE).resolvedOptions().timeZone;
}
