import { expect, it } from 'vitest';
import { tokenBuckets } from './token-buckets.ts';

const NOW = Date.UTC(2026, 10, 24, 8);

/** How many of so many calls at once are served. */
function served(buckets: ReturnType<typeof tokenBuckets>, key: string, calls: number, nowMs: number): number {
  return Array.from({ length: calls }, () => buckets.take(key, nowMs)).filter((waitMs) => waitMs === 0).length;
}

it.each([1, 7, 60, 6000])('serves the calls of a minute at once, of %i a minute, and then no more', (perMinute) => {
  const buckets = tokenBuckets(perMinute);
  expect(served(buckets, 'alice', perMinute + 5, NOW)).toBe(perMinute);
});

it('fills evenly, and never beyond a minute', () => {
  const buckets = tokenBuckets(60);
  served(buckets, 'alice', 60, NOW);
  expect(served(buckets, 'alice', 5, NOW + 999)).toBe(0);
  expect(served(buckets, 'alice', 5, NOW + 1000)).toBe(1);
  expect(served(buckets, 'alice', 50, NOW + 11_000)).toBe(10);
  expect(served(buckets, 'alice', 100, NOW + 3_600_000)).toBe(60);
});

it('says how long to wait, and that is enough', () => {
  const buckets = tokenBuckets(20);
  served(buckets, 'alice', 20, NOW);
  const waitMs = buckets.take('alice', NOW);
  expect(waitMs).toBeCloseTo(3000);
  expect(buckets.take('alice', NOW + waitMs)).toBe(0);
});

it('does not let a refused call make the wait longer', () => {
  const buckets = tokenBuckets(60);
  served(buckets, 'alice', 1000, NOW);
  expect(buckets.take('alice', NOW + 1000)).toBe(0);
});

it('takes nothing from anybody else', () => {
  const buckets = tokenBuckets(3);
  served(buckets, 'alice', 10, NOW);
  expect(served(buckets, 'bob', 10, NOW)).toBe(3);
});

it('keeps nobody waiting for longer than a minute when the clock is set back', () => {
  const buckets = tokenBuckets(60);
  served(buckets, 'alice', 60, NOW);
  const yesterday = NOW - 86_400_000;
  expect(buckets.take('alice', yesterday)).toBeLessThanOrEqual(60_000);
  expect(buckets.take('alice', yesterday + 1000)).toBe(0);
});

it('remembers the most that it may, those used last, however many come', () => {
  const buckets = tokenBuckets(1, 100);
  served(buckets, 'first', 1, NOW);
  for (let each = 0; each < 5000; each++) buckets.take(`stranger ${each}`, NOW);
  expect(buckets.size()).toBe(100);
  expect(served(buckets, 'stranger 4999', 1, NOW)).toBe(0);
  expect(served(buckets, 'first', 1, NOW)).toBe(1);
});
