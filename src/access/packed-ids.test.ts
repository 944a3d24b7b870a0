import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRun } from '../../test/support/property-run.ts';
import { PackedIds } from './packed-ids.ts';

const guid = fc.uuid();
/** Texts that are, or look like, ids of this program, and others. */
const id = fc.oneof(
  guid,
  guid.map((text) => text.toUpperCase()),
  guid.map((text) => text.replaceAll('-', '')),
  guid.map((text) => text.replace('-', 'a')),
  guid.map((text) => `${text.slice(0, -1)}g`),
  guid.map((text) => `${text.slice(0, -1)}é`),
  fc.constantFrom('', 'owner', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
);

it('finds each id by its place and each place by its id, and none that was deleted', () => {
  fc.assert(
    fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 60 }), fc.infiniteStream(fc.nat()), (ids, numbers) => {
      const packed = new PackedIds();
      const model = new Map<string, number>();
      const vacant: number[] = [];
      for (let step = 0; step < ids.length * 4; step += 1) {
        const one = ids[Number(numbers.next().value) % ids.length] as string;
        const place = model.get(one);
        expect(packed.find(one)).toBe(place);
        if (place === undefined) {
          const next = vacant.pop() ?? model.size;
          packed.set(next, one);
          model.set(one, next);
        } else {
          packed.delete(place);
          model.delete(one);
          vacant.push(place);
        }
      }
      for (const one of ids) expect(packed.find(one)).toBe(model.get(one));
      for (const [one, place] of model) expect(packed.text(place)).toBe(one);
    }),
    propertyRun(300),
  );
});

it('finds many, of which half were deleted, also where they differ in their last signs alone', () => {
  const packed = new PackedIds();
  const idOf = (place: number) => `0193a5c0-0000-7000-8000-${place.toString(16).padStart(12, '0')}`;
  const places = Array.from({ length: 20_000 }, (_, place) => place);
  for (const place of places) packed.set(place, idOf(place));
  for (const place of places) if (place % 2 === 0) packed.delete(place);
  expect(places.filter((place) => packed.find(idOf(place)) !== (place % 2 === 0 ? undefined : place))).toEqual([]);
});
