import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRun } from '../../../test/support/property-run.ts';
import { foldCase } from './fold-case.ts';

it.each([
  ['AbC', 'aBc', true],
  ['ÉTÉ', 'été', true],
  ['Σ', 'ς', true],
  ['\u212a', 'k', false],
  ['\u017f', 's', false],
  ['ı', 'i', false],
  ['İ', 'i', false],
  ['ß', 'ss', false],
  ['𐐀', '𐐨', true],
])('%s and %s are the same: %s', (one, other, same) => expect(foldCase(one) === foldCase(other)).toBe(same));

it('changes nothing the second time, and keeps the number of characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(foldCase(foldCase(text))).toBe(foldCase(text));
      expect([...foldCase(text)].length).toBe([...text].length);
    }),
    propertyRun(5_000),
  );
});
