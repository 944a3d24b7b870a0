import { expect, it } from 'vitest';
import { passesSieve, putIntoSieve, sieveSize } from './sieve.ts';

it.each([1, 10, 44, 300])('lets each of %i numbers through, and few others', (count) => {
  const size = sieveSize(count);
  const words = new Int32Array(size + 2);
  for (let number = 0; number < count; number += 1) putIntoSieve(words, 1, size, number * 7);
  for (let number = 0; number < count; number += 1) expect(passesSieve(words, 1, size, number * 7)).toBe(true);
  const others = Array.from({ length: 10_000 }, (_, number) => 100_000 + number);
  expect(others.filter((number) => passesSieve(words, 1, size, number)).length).toBeLessThan(500);
  expect([words[0], words[size + 1]]).toEqual([0, 0]);
});

it('lets nothing through where nothing was put in', () => {
  const words = new Int32Array(2);
  for (let number = 0; number < 1000; number += 1) expect(passesSieve(words, 0, 2, number)).toBe(false);
});
