import { expect, it } from 'vitest';
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
  expect(instantInWords(endAt)).toBe('2026-11-24 10:00 UTC');
  expect(expirationInWords({ type: 'afterDateTime', endAt })).toBe('until 2026-11-24 10:00 UTC');
  expect(expirationInWords({ type: 'noExpiration' })).toBe('without end');
});
