import { expect, it } from 'vitest';
import { testClock } from '../../test/support/test-clock.ts';
import { weakestAssurance } from '../domain/assurance.ts';
import { type ProvenIdentity, verifiedTokenCache } from './verified-token-cache.ts';

const alice: ProvenIdentity = { principalId: 'alice', assurance: weakestAssurance };
const bob: ProvenIdentity = { principalId: 'bob', assurance: weakestAssurance };

function aCache() {
  const clock = testClock();
  const inSeconds = (seconds: number) => clock().epochMilliseconds + seconds * 1000;
  return { clock, inSeconds, cache: verifiedTokenCache({ clock }) };
}

it('knows each remembered token, and no other', () => {
  const { cache, inSeconds } = aCache();
  cache.remember('a', alice, inSeconds(60));
  cache.remember('b', bob, inSeconds(60));
  expect(cache.get('a')).toBe(alice);
  expect(cache.get('b')).toBe(bob);
  expect(cache.get('c')).toBeUndefined();
});

it('forgets a token in the very millisecond in which it expires', () => {
  const { cache, clock, inSeconds } = aCache();
  cache.remember('a', alice, inSeconds(60));
  clock.advance('PT59.999S');
  expect(cache.get('a')).toBe(alice);
  clock.advance('PT0.001S');
  expect(cache.get('a')).toBeUndefined();
});

it('forgets a token after five minutes, however long it is good for', () => {
  const { cache, clock, inSeconds } = aCache();
  cache.remember('a', alice, inSeconds(86_400));
  clock.advance('PT4M59.999S');
  expect(cache.get('a')).toBe(alice);
  clock.advance('PT0.001S');
  expect(cache.get('a')).toBeUndefined();
});

it('does not answer for a time before the token was verified, when the clock was set back', () => {
  const { cache, clock, inSeconds } = aCache();
  cache.remember('a', alice, inSeconds(3600));
  clock.set('2026-11-24T07:59:59.999Z');
  expect(cache.get('a')).toBeUndefined();
});

it('remembers nothing whose end is no number', () => {
  const { cache } = aCache();
  cache.remember('a', alice, Number.NaN);
  expect(cache.get('a')).toBeUndefined();
});

it('forgets everything at once, and does not remember what was found out before that', () => {
  const { cache, inSeconds } = aCache();
  cache.remember('a', alice, inSeconds(60));
  const { age } = cache;
  cache.forgetEverything();
  expect(cache.get('a')).toBeUndefined();
  cache.remember('a', alice, inSeconds(60), age);
  expect(cache.get('a')).toBeUndefined();
  cache.remember('a', bob, inSeconds(60), cache.age);
  expect(cache.get('a')).toBe(bob);
});
