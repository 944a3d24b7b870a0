import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRun } from '../../test/support/property-run.ts';
import { Refusal } from './errors.ts';
import {
  addUtc,
  contains,
  type Interval,
  isCalendarDuration,
  milliseconds,
  overlaps,
  parseDuration,
  parseInstant,
  presentDuration,
} from './time.ts';

function violationOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.violation;
    throw error;
  }
  return null;
}

describe('an instant', () => {
  it.each([
    ['2026-11-24T08:00:00Z', '2026-11-24T08:00:00Z'],
    ['2026-11-24T08:00Z', '2026-11-24T08:00:00Z'],
    ['2026-11-24t08:00:00z', '2026-11-24T08:00:00Z'],
    ['2026-11-24T08:00:00.5Z', '2026-11-24T08:00:00.5Z'],
    ['2026-11-24T08:00:00.1234567Z', '2026-11-24T08:00:00.123Z'],
    ['2026-11-24T08:00:00.9999999Z', '2026-11-24T08:00:00.999Z'],
    ['2026-11-24T09:30:00+01:30', '2026-11-24T08:00:00Z'],
    ['2026-11-24T08:00:00-00:00', '2026-11-24T08:00:00Z'],
    ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z'],
    ['2100-12-31T23:59:59.999Z', '2100-12-31T23:59:59.999Z'],
    ['2101-01-01T00:30:00+01:00', '2100-12-31T23:30:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
  ])('%s is %s', (text, instant) => {
    expect(parseInstant(text, 'startAt').toString()).toBe(instant);
  });

  it.each([
    ['no zone', '2026-11-24T08:00:00'],
    ['a day only', '2026-11-24'],
    ['a blank instead of T', '2026-11-24 08:00:00Z'],
    ['eight fractional digits', '2026-11-24T08:00:00.12345678Z'],
    ['no day like that', '2026-02-30T00:00:00Z'],
    ['no leap year', '2027-02-29T00:00:00Z'],
    ['a 13th month', '2026-13-01T00:00:00Z'],
    ['a 25th hour', '2026-11-24T25:00:00Z'],
    ['the year before the first', '1999-12-31T23:59:59.999Z'],
    ['the year before the first by its zone', '2000-01-01T00:30:00+01:00'],
    ['the year after the last', '2101-01-01T00:00:00Z'],
    ['the year after the last by its zone', '2100-12-31T23:30:00-01:00'],
    ['five digits of year', '+002026-11-24T08:00:00Z'],
    ['a zone by name', '2026-11-24T08:00:00Z[Europe/Berlin]'],
    ['a line break', '2026-11-24T08:00:00Z\n'],
    ['other digits', '٢٠٢٦-11-24T08:00:00Z'],
    ['seconds since the epoch', '1795507200'],
    ['nothing', ''],
    ['a word', 'now'],
  ])('is refused with its field: %s', (_, text) => {
    expect(violationOf(() => parseInstant(text, 'startAt'))).toMatchObject({
      code: 'scheduleInvalid',
      field: 'startAt',
    });
  });
});

describe('a duration', () => {
  const HOUR = 3_600_000;
  it.each([
    ['PT8H', 8 * HOUR],
    ['PT30M', HOUR / 2],
    ['pt1h30m', 1.5 * HOUR],
    ['PT90S', 90_000],
    ['PT0.001S', 1],
    ['PT1.500S', 1500],
    ['PT1,5S', 1500],
    ['P1D', 24 * HOUR],
    ['P2W', 14 * 24 * HOUR],
    ['P1W1DT1H', (8 * 24 + 1) * HOUR],
    ['P0DT5M', 300_000],
    ['P36500D', 36_500 * 24 * HOUR],
  ])('%s lasts %d ms', (text, length) => {
    expect(milliseconds(parseDuration(text, 'duration'))).toBe(length);
  });

  it.each([
    ['P1M', true],
    ['P1Y', true],
    ['P1Y2M10DT2H30M', true],
    ['P100Y', true],
    ['PT1M', false],
    ['P30D', false],
  ])('%s counts by the calendar: %s', (text, isCalendar) => {
    expect(isCalendarDuration(parseDuration(text, 'duration'))).toBe(isCalendar);
  });

  it.each([
    ['zero', 'PT0S'],
    ['zero days', 'P0D'],
    ['zero months', 'P0M'],
    ['zero in every part', 'P0Y0M0DT0H0M0S'],
    ['a negative one', '-PT8H'],
    ['a negative part', 'PT-8H'],
    ['a plus', '+PT8H'],
    ['nothing after P', 'P'],
    ['nothing after T', 'P1DT'],
    ['T alone', 'PT'],
    ['days after T', 'PT1D'],
    ['hours before T', 'P8H'],
    ['parts in the wrong order', 'PT1M1H'],
    ['the same part twice', 'PT1H1H'],
    ['half an hour as a fraction', 'PT0.5H'],
    ['half a day as a fraction', 'P0.5D'],
    ['less than a millisecond', 'PT0.0001S'],
    ['finer than a millisecond', 'PT1.0005S'],
    ['a fraction without digits', 'PT1.S'],
    ['more than 101 years', 'P102Y'],
    ['more than 101 years in months', 'P1215M'],
    ['more than 101 years in days', 'P37000D'],
    ['more than 101 years in hours', 'PT99999999H'],
    ['more than the calendar has', 'P999999Y'],
    ['more digits than any', `PT${'9'.repeat(400)}H`],
    ['blanks', ' PT8H '],
    ['a line break', 'PT8H\n'],
    ['a number', '8'],
    ['nothing', ''],
    ['a clock time', '08:00'],
  ])('is refused with its field: %s', (_, text) => {
    expect(violationOf(() => parseDuration(text, 'duration'))).toMatchObject({
      code: 'scheduleInvalid',
      field: 'duration',
    });
  });

  it('is added by the calendar in UTC, to the last day where the month is shorter', () => {
    const add = (start: string, text: string) =>
      addUtc(Temporal.Instant.from(start), parseDuration(text, 'd'), 'd').toString();
    expect(add('2026-01-31T10:00:00Z', 'P1M')).toBe('2026-02-28T10:00:00Z');
    expect(add('2028-01-31T10:00:00Z', 'P1M')).toBe('2028-02-29T10:00:00Z');
    expect(add('2028-02-29T00:00:00Z', 'P1Y')).toBe('2029-02-28T00:00:00Z');
    expect(add('2026-03-28T23:00:00Z', 'P1D')).toBe('2026-03-29T23:00:00Z');
  });
  it('is refused where it leaves the calendar', () => {
    const last = Temporal.Instant.fromEpochMilliseconds(8.64e15 - 1);
    expect(violationOf(() => addUtc(last, parseDuration('P1D', 'd'), 'd'))?.code).toBe('scheduleInvalid');
    expect(violationOf(() => addUtc(last, parseDuration('P1M', 'd'), 'd'))?.code).toBe('scheduleInvalid');
  });

  it.each([
    [0, 'PT0S'],
    [1, 'PT0.001S'],
    [300_000, 'PT5M'],
    [8 * HOUR, 'PT8H'],
    [25 * HOUR, 'PT25H'],
    [24 * HOUR, 'P1D'],
    [365 * 24 * HOUR, 'P365D'],
    [HOUR + 61_500, 'PT1H1M1.5S'],
  ])('of %d ms is shown as %s', (length, text) => {
    expect(presentDuration(length)).toBe(text);
  });
  it('is read as what was shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 101 * 365 * 86_400_000 }), (length) => {
        expect(milliseconds(parseDuration(presentDuration(length), 'd'))).toBe(length);
      }),
      propertyRun(),
    );
  });
});

describe('half-open intervals', () => {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
  const between = (start: number, end: number | null): Interval => ({
    startAt: at(start),
    endAt: end === null ? null : at(end),
  });

  it.each([
    [between(10, 20), 9, false],
    [between(10, 20), 10, true],
    [between(10, 20), 19, true],
    [between(10, 20), 20, false],
    [between(10, null), 9, false],
    [between(10, null), 8.64e15, true],
    [between(10, 10), 10, false],
    [between(20, 10), 15, false],
  ])('contain their start and not their end (%#)', (interval, ms, isIn) => {
    expect(contains(interval, at(ms))).toBe(isIn);
  });

  it.each([
    ['apart', between(0, 10), between(20, 30), false],
    ['touching', between(0, 10), between(10, 20), false],
    ['sharing a millisecond', between(0, 11), between(10, 20), true],
    ['one in the other', between(0, 30), between(10, 20), true],
    ['the same', between(0, 10), between(0, 10), true],
    ['a permanent one after', between(10, null), between(0, 10), false],
    ['a permanent one during', between(9, null), between(0, 10), true],
    ['two permanent ones', between(0, null), between(99, null), true],
  ])('that are %s overlap as they should, both ways round', (_, a, b, doOverlap) => {
    expect(overlaps(a, b)).toBe(doOverlap);
    expect(overlaps(b, a)).toBe(doOverlap);
  });

  it('overlap exactly where some millisecond lies in both', () => {
    const bound = fc.integer({ min: 0, max: 12 });
    const interval = fc
      .tuple(bound, fc.option(bound))
      .filter(([start, end]) => end === null || end > start)
      .map(([start, end]) => between(start, end));
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const shared = Array.from({ length: 14 }, (_, ms) => at(ms)).some((ms) => contains(a, ms) && contains(b, ms));
        expect(overlaps(a, b)).toBe(shared);
      }),
      propertyRun(),
    );
  });
});
