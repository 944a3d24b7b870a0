import { describe, expect, it } from 'vitest';
import { dueDigest, type LastDigest } from './due-digest.ts';

const berlin = { digest: 'weekly', mail: 'all', timeZone: 'Europe/Berlin' } as const;
const at = (text: string) => Temporal.Instant.from(text);
const given = (date: string, untilAt: string): LastDigest => ({ date, untilAt: at(untilAt) });

describe('a weekly digest', () => {
  it('is due at eight on Monday where its reader is, to the millisecond', () => {
    const last = given('2026-11-16', '2026-11-16T07:00:00Z');
    expect(dueDigest(berlin, last, at('2026-11-23T06:59:59.999Z'))).toBeNull();
    expect(dueDigest(berlin, last, at('2026-11-23T07:00:00Z'))).toEqual({
      cadence: 'weekly',
      date: '2026-11-23',
      beforeAt: at('2026-11-09T07:00:00Z'),
      sinceAt: at('2026-11-16T07:00:00Z'),
      untilAt: at('2026-11-23T07:00:00Z'),
    });
  });

  it('is given late, and once, when nobody looked on Monday', () => {
    const last = given('2026-11-02', '2026-11-02T07:00:00Z');
    const due = dueDigest(berlin, last, at('2026-11-26T12:00:00Z'));
    expect(due?.date).toBe('2026-11-23');
    expect(dueDigest(berlin, given('2026-11-23', '2026-11-23T07:00:00Z'), at('2026-11-29T23:00:00Z'))).toBeNull();
  });

  it('covers the same hours of the clock when summer time begins', () => {
    expect(dueDigest(berlin, null, at('2026-03-30T06:00:00Z'))).toMatchObject({
      sinceAt: at('2026-03-23T07:00:00Z'),
      untilAt: at('2026-03-30T06:00:00Z'),
    });
  });
});

describe('a daily digest', () => {
  const daily = { ...berlin, digest: 'daily' } as const;

  it('is due every day', () => {
    const last = given('2026-11-23', '2026-11-23T07:00:00Z');
    expect(dueDigest(daily, last, at('2026-11-24T06:59:00Z'))).toBeNull();
    expect(dueDigest(daily, last, at('2026-11-24T07:00:00Z'))).toMatchObject({
      cadence: 'daily',
      sinceAt: at('2026-11-23T07:00:00Z'),
    });
  });

  it('does not come a second time on a day, also when its reader moves to another zone or changes their mind', () => {
    const last = given('2026-11-24', '2026-11-24T07:00:00Z');
    expect(dueDigest({ ...daily, timeZone: 'America/New_York' }, last, at('2026-11-24T13:30:00Z'))).toBeNull();
    const monday = given('2026-11-23', '2026-11-23T07:00:00Z');
    expect(dueDigest({ ...daily, digest: 'weekly' }, monday, at('2026-11-23T09:00:00Z'))).toBeNull();
    expect(dueDigest(daily, monday, at('2026-11-23T09:00:00Z'))).toBeNull();
  });
});

it('is never due for who wants none, or critical mail alone', () => {
  const now = at('2026-11-23T07:00:00Z');
  expect(dueDigest({ ...berlin, digest: 'off' }, null, now)).toBeNull();
  expect(dueDigest({ ...berlin, mail: 'critical' }, null, now)).toBeNull();
});
