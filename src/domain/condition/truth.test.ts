import { expect, it } from 'vitest';
import { holdsForAll, holdsForAny, negate, type Truth } from './truth.ts';

const itself = (truth: Truth) => truth;

it.each<[Truth, Truth, and: Truth, or: Truth]>([
  [true, true, true, true],
  [true, false, false, true],
  [true, 'unknown', 'unknown', true],
  [false, true, false, true],
  [false, false, false, false],
  [false, 'unknown', false, 'unknown'],
  ['unknown', true, 'unknown', true],
  ['unknown', false, false, 'unknown'],
  ['unknown', 'unknown', 'unknown', 'unknown'],
])('%s with %s: AND is %s, OR is %s', (a, b, and, or) => {
  expect(holdsForAll([a, b], itself)).toBe(and);
  expect(holdsForAny([a, b], itself)).toBe(or);
});

it.each<[Truth, Truth]>([
  [true, false],
  [false, true],
  ['unknown', 'unknown'],
])('NOT %s is %s', (truth, negated) => expect(negate(truth)).toBe(negated));
