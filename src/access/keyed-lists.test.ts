import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRun } from '../../test/support/property-run.ts';
import { Found, KeyedLists } from './keyed-lists.ts';
import { Stretches } from './stretches.ts';

const small = fc.integer({ min: 0, max: 7 });
/** Far apart, as numbers of scopes and principals are, and equal often enough. */
const key: fc.Arbitrary<number> = fc.constantFrom(0, 1, 2, 1023, 1024, 65_536, 99_999_999);

it('keeps what was inserted under each key of each list until it is removed', () => {
  const change = fc.record({ isInsert: fc.boolean(), list: small, key, value: small });
  const asked = fc.uniqueArray(key, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 120 }), asked, (changes, keys) => {
      const lists = new KeyedLists();
      const model: { list: number; key: number; value: number }[] = [];
      for (const { isInsert, ...entry } of changes) {
        const known = model.findIndex((each) => JSON.stringify(each) === JSON.stringify(entry));
        if (isInsert) model.push(entry);
        else if (known !== -1) model.splice(known, 1);
        if (isInsert) lists.insert(entry.list, entry.key, entry.value);
        else expect(lists.remove(entry.list, entry.key, entry.value)).toBe(known !== -1);
      }
      const stretch = { numbers: new Int32Array([-1, ...keys, -1]), from: 1, to: keys.length + 1 };
      for (let list = 0; list < 10; list += 1) {
        const own = model.filter((each) => each.list === list);
        const some = new Found();
        const all: number[] = [];
        lists.collect(list, stretch, some);
        lists.forEach(list, (_, value) => all.push(value));
        expect(lists.count(list)).toBe(own.length);
        expect(all.sort()).toEqual(own.map(({ value }) => value).sort());
        expect([...some.numbers.subarray(0, some.count)].sort()).toEqual(
          own
            .filter((each) => keys.includes(each.key))
            .map(({ value }) => value)
            .sort(),
        );
      }
    }),
    propertyRun(500),
  );
});

it('finds many in one list, and nothing in a list that nothing was put in', () => {
  const lists = new KeyedLists();
  for (let value = 0; value < 10_000; value += 1) lists.insert(5, value % 100, value);
  for (let value = 100; value < 10_000; value += 1) lists.remove(5, value % 100, value);
  const some = new Found();
  lists.collect(5, { numbers: new Int32Array([7, 100]), from: 0, to: 2 }, some);
  expect([...some.numbers.subarray(0, some.count)]).toEqual([7]);
  const found: number[] = [];
  for (const list of [0, 4, 6, 1000]) lists.forEach(list, (_, value) => found.push(value));
  expect(found).toEqual([]);
});

it('remembers a stretch for each number until it is forgotten, alone or with all others', () => {
  const change = fc.record({
    what: fc.constantFrom('set', 'set', 'set', 'forget', 'clear'),
    list: small,
    numbers: fc.array(small, { maxLength: 400 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const stretches = new Stretches();
      const model = new Map<number, readonly number[]>();
      for (const { what, list, numbers } of changes) {
        if (what === 'clear') model.clear();
        else if (what === 'forget') model.delete(list);
        else model.set(list, numbers);
        if (what === 'clear') stretches.clear();
        else if (what === 'forget') stretches.forget(list);
        else stretches.set(list, numbers);
        for (let each = 0; each < 10; each += 1) {
          const found = stretches.find(each);
          // what has to make room is made again by whoever asks
          if (found === undefined) model.delete(each);
          else expect([...found.numbers.subarray(found.from, found.to)]).toEqual(model.get(each));
        }
        if (what === 'set') expect(stretches.find(list)).toBeDefined();
      }
    }),
    propertyRun(200),
  );
});
