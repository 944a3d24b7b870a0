import { expect, it } from 'vitest';
import { systemClock } from './system-clock.ts';

it('tells whole milliseconds of the machine, each time it is asked', () => {
  const clock = systemClock();
  const seen = new Set<number>();
  for (const until = Date.now() + 20; Date.now() < until; ) {
    const before = Date.now();
    const told = clock();
    const after = Date.now();
    expect(told.epochNanoseconds).toBe(BigInt(told.epochMilliseconds) * 1_000_000n);
    expect(told.epochMilliseconds).toBeGreaterThanOrEqual(before);
    expect(told.epochMilliseconds).toBeLessThanOrEqual(after);
    seen.add(told.epochMilliseconds);
  }
  expect(seen.size).toBeGreaterThan(3);
});
