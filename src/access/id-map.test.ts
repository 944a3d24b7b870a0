import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { IdMap } from './id-map.ts';

it('has under each id what was set last, until it is deleted, whatever the id', () => {
  const [one, other] = [randomUUID(), 'alice@example'];
  const map = new IdMap<string>();
  for (const id of [one, other]) {
    map.set(id, 'first');
    map.set(id, 'second');
  }
  expect([one, one.toUpperCase(), other].map((id) => map.get(id))).toEqual(['second', undefined, 'second']);
  expect([map.delete(one), map.delete(one), map.get(one)]).toEqual([true, false, undefined]);
  map.set('in its place', 'third');
  expect([one, other, 'in its place'].map((id) => map.get(id))).toEqual([undefined, 'second', 'third']);
});

it('deletes each that has a value, and no other', () => {
  const map = new IdMap<string>();
  const ids = Array.from({ length: 100 }, () => randomUUID());
  for (const [index, id] of ids.entries()) map.set(id, index % 3 === 0 ? 'gone' : 'kept');
  map.deleteEach('gone');
  expect(ids.map((id) => map.get(id))).toEqual(ids.map((_, index) => (index % 3 === 0 ? undefined : 'kept')));
});
