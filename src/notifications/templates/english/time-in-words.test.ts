import { expect, it } from 'vitest';
import { defaultReader } from '../letter.ts';
import { durationInWords, expirationInWords, instantInWords } from './time-in-words.ts';

it.each([
  ['PT2H', '2 h'],
  ['PT90M', '1 h 30 min'],
  ['PT30M', '30 min'],
  ['P1D', '1 day'],
  ['P365D', '365 days'],
  ['PT25H', '25 h'],
  ['P1Y6M', '1 year 6 months'],
  ['P1M2D', '1 month 2 days'],
  ['PT7.5S', '8 s'],
  ['soon', 'soon'],
])('says %s as %s', (duration, words) => {
  expect(durationInWords(duration)).toBe(words);
});

it('says an end as an instant in UTC, and none as none', () => {
  const endAt = Temporal.Instant.from('2026-11-24T10:00:59.999Z');
  expect(instantInWords(endAt, defaultReader)).toBe('2026-11-24 10:00 UTC');
  expect(expirationInWords({ type: 'afterDateTime', endAt }, defaultReader)).toBe('until 2026-11-24 10:00 UTC');
  expect(expirationInWords({ type: 'noExpiration' }, defaultReader)).toBe('without end');
});

it.each([
  ['Europe/Berlin', null, '2026-11-24 11:30 Europe/Berlin (10:30 UTC)'],
  ['Europe/Berlin', 'de-DE', '24 Nov 2026, 11:30 Europe/Berlin (10:30 UTC)'],
  ['America/New_York', 'en-US', 'Nov 24, 2026, 5:30 AM America/New_York (10:30 UTC)'],
  ['Pacific/Auckland', 'mi', '2026-11-24 23:30 Pacific/Auckland (10:30 UTC)'],
  ['Pacific/Kiritimati', null, '2026-11-25 00:30 Pacific/Kiritimati (2026-11-24 10:30 UTC)'],
  ['UTC', 'en-GB', '24 Nov 2026, 10:30 UTC'],
])('says an instant in %s as %s writes it, and in UTC', (timeZone, locale, words) => {
  expect(instantInWords(Temporal.Instant.from('2026-11-24T10:30:00Z'), { timeZone, locale })).toBe(words);
});
