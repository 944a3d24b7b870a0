import { expect, it } from 'vitest';
import { temporaryEngine } from '../../test/support/temporary-engine.ts';
import { groupCommit } from './group-commit.ts';

/** Keeps the processor busy for so long, in milliseconds. */
function toil(forMs: number): void {
  for (const until = performance.now() + forMs; performance.now() < until; );
}

it('begins another transaction when one takes long, and lets in first what cannot wait', async () => {
  const engine = await temporaryEngine();
  let begun = 0;
  const order: string[] = [];
  const commits = groupCommit({
    engine,
    begin: async () => {
      begun += 1;
    },
    committed: () => {},
  });
  const ordinary = Array.from({ length: 12 }, (_, number) =>
    commits.submit(async () => {
      toil(60);
      order.push(`${number}`);
      return number;
    }),
  );
  await ordinary[0];
  const urgent = commits.submit(async () => order.push('urgent'), true);
  expect(await Promise.all(ordinary)).toEqual(Array.from({ length: 12 }, (_, number) => number));
  await urgent;
  const others = order.filter((each) => each !== 'urgent');
  expect(others).toEqual(Array.from({ length: 12 }, (_, number) => `${number}`));
  expect(order.indexOf('urgent')).toBeLessThan(11);
  expect(begun).toBeGreaterThanOrEqual(3);
  await engine.close();
});
