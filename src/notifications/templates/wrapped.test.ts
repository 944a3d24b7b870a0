import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRun } from '../../../test/support/property-run.ts';
import { wrapped } from './wrapped.ts';

it('breaks at spaces alone, and loses nothing', () => {
  const words = fc.array(fc.string({ maxLength: 30 }).map((text) => text.replaceAll(' ', '_')));
  fc.assert(
    fc.property(words, fc.integer({ min: 5, max: 40 }), (typed, width) => {
      const text = typed.join(' ');
      const lines = wrapped(text, width);
      expect(lines.join(' ')).toBe(text);
      for (const line of lines) expect([...line].length <= width || !line.includes(' ')).toBe(true);
    }),
    propertyRun(),
  );
});

it('leaves an address whole', () => {
  const link = `https://brevet.nordwind.example/requests/${'x'.repeat(80)}`;
  expect(wrapped(`See ${link} now`, 40)).toEqual(['See', link, 'now']);
});
