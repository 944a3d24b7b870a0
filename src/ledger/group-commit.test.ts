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
  const urgent = commits.submit(async () => order.push('urgent'), { isUrgent: true });
  expect(await Promise.all(ordinary)).toEqual(Array.from({ length: 12 }, (_, number) => number));
  await urgent;
  const others = order.filter((each) => each !== 'urgent');
  expect(others).toEqual(Array.from({ length: 12 }, (_, number) => `${number}`));
  expect(order.indexOf('urgent')).toBeLessThan(11);
  expect(begun).toBeGreaterThanOrEqual(3);
  await engine.close();
});

it('lets others have their turn between the commands of a transaction', async () => {
  const engine = await temporaryEngine();
  let sinceTurn = 0;
  let most = 0;
  const commits = groupCommit({ engine, begin: async () => {}, committed: () => {} });
  let isOver = false;
  const others = () => {
    sinceTurn = 0;
    if (!isOver) setImmediate(others);
  };
  const works = Array.from({ length: 12 }, () =>
    commits.submit(async () => {
      toil(11);
      sinceTurn += 1;
      most = Math.max(most, sinceTurn);
    }),
  );
  setImmediate(others);
  await Promise.all(works);
  isOver = true;
  expect(most).toBeLessThanOrEqual(2);
  await engine.close();
});
