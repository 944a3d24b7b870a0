import { describe, expect, it } from 'vitest';
import { fromNow, lasting, NOW } from '../../../test/support/builders.ts';
import { Refusal } from '../errors.ts';
import type { RequestedSchedule } from './request.ts';
import { type IntervalPurpose, requestedInterval } from './requested-interval.ts';

function outcome(asked: Partial<RequestedSchedule>, purpose: IntervalPurpose = 'activation'): string {
  try {
    const { startAt, endAt } = requestedInterval({ startAt: null, expiration: null, ...asked }, NOW, purpose);
    return `${startAt}/${endAt}`;
  } catch (error) {
    if (error instanceof Refusal && error.violation.code === 'scheduleInvalid') return `${error.violation.field}`;
    throw error;
  }
}

const until = (endAt: Temporal.Instant) => ({ type: 'afterDateTime', endAt }) as const;
const end = (instant: string) => Temporal.Instant.from(instant);

describe('an activation', () => {
  it.each([
    ['two hours from now', { expiration: lasting('PT2H') }, '2026-11-24T08:00:00Z/2026-11-24T10:00:00Z'],
    [
      'from a start in the past, which counts as now',
      { startAt: fromNow('-PT1H'), expiration: lasting('PT2H') },
      '2026-11-24T08:00:00Z/2026-11-24T10:00:00Z',
    ],
    [
      'from a start to come',
      { startAt: fromNow('PT1H'), expiration: lasting('PT2H') },
      '2026-11-24T09:00:00Z/2026-11-24T11:00:00Z',
    ],
    ['until an instant', { expiration: until(fromNow('PT2H')) }, '2026-11-24T08:00:00Z/2026-11-24T10:00:00Z'],
    ['exactly five minutes', { expiration: lasting('PT5M') }, '2026-11-24T08:00:00Z/2026-11-24T08:05:00Z'],
    ['a millisecond less than five minutes', { expiration: lasting('PT4M59.999S') }, 'duration'],
    [
      'until an instant five minutes away',
      { expiration: until(fromNow('PT5M')) },
      '2026-11-24T08:00:00Z/2026-11-24T08:05:00Z',
    ],
    ['until less than five minutes away', { expiration: until(fromNow('PT4M59.999S')) }, 'endAt'],
    ['an end that is now', { expiration: until(NOW) }, 'endAt'],
    ['an end in the past', { startAt: fromNow('-PT2H'), expiration: until(fromNow('-PT1H')) }, 'endAt'],
    ['an end before its start', { startAt: fromNow('PT2H'), expiration: until(fromNow('PT1H')) }, 'endAt'],
    [
      '90 days ahead',
      { startAt: fromNow(`PT${90 * 24}H`), expiration: lasting('PT1H') },
      '2027-02-22T08:00:00Z/2027-02-22T09:00:00Z',
    ],
    [
      'a millisecond more than 90 days ahead',
      { startAt: fromNow(`PT${90 * 24}H0.001S`), expiration: lasting('PT1H') },
      'startAt',
    ],
    ['a month', { expiration: lasting('P1M') }, 'duration'],
    ['a year', { expiration: lasting('P1Y') }, 'duration'],
    ['a negative time', { expiration: lasting('-PT1H') }, 'duration'],
    ['no time', { expiration: lasting('PT0S') }, 'duration'],
    ['a word', { expiration: lasting('eight hours') }, 'duration'],
    ['no end', { expiration: { type: 'noExpiration' } }, '2026-11-24T08:00:00Z/null'],
    ['no word of an end', {}, '2026-11-24T08:00:00Z/null'],
  ] as const)('of %s', (_, asked, expected) => {
    expect(outcome(asked)).toBe(expected);
  });
});

describe('an assignment', () => {
  it.each([
    [
      'a month by the calendar',
      { startAt: end('2027-01-31T00:00:00Z'), expiration: lasting('P1M') },
      '2027-01-31T00:00:00Z/2027-02-28T00:00:00Z',
    ],
    [
      'a year by the calendar',
      { startAt: end('2028-02-29T00:00:00Z'), expiration: lasting('P1Y') },
      '2028-02-29T00:00:00Z/2029-02-28T00:00:00Z',
    ],
    [
      'more than 90 days ahead',
      { startAt: end('2028-01-01T00:00:00Z'), expiration: lasting('P1D') },
      '2028-01-01T00:00:00Z/2028-01-02T00:00:00Z',
    ],
    ['less than five minutes', { expiration: lasting('PT4M') }, 'duration'],
    ['a duration that ends after 2100', { expiration: lasting('P100Y') }, 'duration'],
    ['a duration that ends in 2100', { expiration: lasting('P74Y') }, '2026-11-24T08:00:00Z/2100-11-24T08:00:00Z'],
  ] as const)('of %s', (_, asked, expected) => {
    expect(outcome(asked, 'assignment')).toBe(expected);
  });
});
