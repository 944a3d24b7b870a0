import { expect, it } from 'vitest';
import { ROOT } from '../scope.ts';
import { addTally, emptyTally, type TalliedItem, tallyFinding, toDigestFigures } from './tally.ts';

function anItem(scheduleId: string, endMs: number | null, createdMs = 1): TalliedItem {
  return { scheduleId, kind: 'active', principalId: 'p', roleDefinitionId: 'r', scope: ROOT, endMs, createdMs };
}

function tallied(...items: readonly TalliedItem[]) {
  const tally = emptyTally();
  for (const item of items) tallyFinding(tally, 'endingSoon', item);
  return tally;
}

const named = (tally: ReturnType<typeof tallied>) =>
  toDigestFigures(tally).endingSoon.first.map(({ scheduleId }) => scheduleId);

it('names first what has no end, then what ends first, then what was made first, then by id', () => {
  const items = [anItem('d', 20, 2), anItem('c', 20, 1), anItem('b', 10), anItem('e', 20, 2), anItem('a', null)];
  expect(named(tallied(...items))).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(named(tallied(...items.toReversed()))).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('names five and counts all, in whatever parts they were counted', () => {
  const items = Array.from({ length: 40 }, (_, index) => anItem(`${index + 10}`, (index * 7) % 40));
  const whole = tallied(...items);
  const sum = emptyTally();
  for (const part of [items.slice(25), items.slice(0, 3), [], items.slice(3, 25)]) addTally(sum, tallied(...part));
  expect(toDigestFigures(sum)).toEqual(toDigestFigures(whole));
  expect(toDigestFigures(sum).endingSoon.count).toBe(40);
  expect(toDigestFigures(sum).endingSoon.first.map(({ endAt }) => endAt?.epochMilliseconds)).toEqual([0, 1, 2, 3, 4]);
});

it('adds up each trend in its period and in the one before', () => {
  const one = emptyTally();
  one.pending = 2;
  one.trends.approved.count = 3;
  one.trends.activations.before = 4;
  const sum = emptyTally();
  addTally(sum, one);
  addTally(sum, one);
  const figures = toDigestFigures(sum);
  expect(figures).toMatchObject({
    pending: 4,
    approved: { count: 6, before: 0 },
    activations: { count: 0, before: 8 },
  });
});
