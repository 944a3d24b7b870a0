import { expect, it } from 'vitest';
import { PrincipalRows } from './principal-rows.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number * 3);

function circleOf(rows: PrincipalRows, principal: number): readonly number[] | undefined {
  const found = rows.circle(principal);
  return found && [...found.numbers.subarray(found.from, found.to)];
}

function someRows(count: number): PrincipalRows {
  const rows = new PrincipalRows();
  for (let principal = 0; principal < count; principal += 1) rows.add(principal);
  return rows;
}

it('keeps short and long circles until they are forgotten, alone or all of them', () => {
  const rows = someRows(4);
  for (const [principal, count] of [0, 22, 23, 200].entries()) {
    expect(circleOf(rows, principal)).toBeUndefined();
    const set = rows.setCircle(principal, numbers(count));
    expect([...set.numbers.subarray(set.from, set.to)]).toEqual(numbers(count));
  }
  expect([0, 1, 2, 3].map((each) => circleOf(rows, each)?.length)).toEqual([0, 22, 23, 200]);
  for (const each of [1, 3]) rows.forgetCircle(each);
  expect([0, 1, 2, 3].map((each) => circleOf(rows, each)?.length)).toEqual([0, undefined, 23, undefined]);
  rows.forgetCircles();
  expect([0, 1, 2, 3].map((each) => circleOf(rows, each))).toEqual([undefined, undefined, undefined, undefined]);
  rows.setCircle(2, numbers(5));
  expect(circleOf(rows, 2)).toEqual(numbers(5));
});

it('keeps everything apart while rows come and states change', () => {
  const rows = someRows(2);
  expect(rows.kind(1)).toBeNull();
  expect(rows.isEnabled(1)).toBeNull();
  expect(rows.canHaveMembers(1)).toBe(true);
  rows.set(1, 'servicePrincipal', true);
  rows.setJoining(1, true);
  rows.setCircle(1, numbers(22));
  rows.holds(1, 7);
  for (let principal = 2; principal < 5000; principal += 1) rows.add(principal);
  rows.set(4999, 'group', false);
  rows.set(0, 'user', true);
  expect([rows.kind(1), rows.isEnabled(1), rows.canHaveMembers(1), rows.isJoining(1)]).toEqual([
    'servicePrincipal',
    true,
    false,
    true,
  ]);
  expect(circleOf(rows, 1)).toEqual(numbers(22));
  expect([rows.kind(4999), rows.isEnabled(4999), rows.canHaveMembers(4999)]).toEqual(['group', false, true]);
  expect([rows.kind(0), rows.canHaveMembers(0), rows.isJoining(0)]).toEqual(['user', false, false]);
  rows.set(1, null, false);
  expect([rows.kind(1), rows.isEnabled(1), rows.isJoining(1)]).toEqual([null, null, true]);
  rows.setJoining(1, false);
  expect(rows.isJoining(1)).toBe(false);
});

it('knows what somebody surely does not hold', () => {
  const rows = someRows(2);
  const asked = { numbers: new Int32Array([900, 5, 1, 900]), from: 1, to: 3 };
  expect(rows.mayHoldAt(0, asked)).toBe(false);
  rows.holds(0, 1);
  expect([rows.mayHoldAt(0, asked), rows.mayHoldAt(1, asked)]).toEqual([true, false]);
  rows.holdsNothing(0);
  rows.holds(0, 900);
  expect(rows.mayHoldAt(0, asked)).toBe(false);
});
