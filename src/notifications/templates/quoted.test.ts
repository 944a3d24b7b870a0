import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRun } from '../../../test/support/property-run.ts';
import { quoted } from './quoted.ts';

it('puts a mark before every line, whatever the lines end with', () => {
  expect(quoted('one\r\ntwo\rthree\u2028four\n\nSign in to decide:\nhttps://evil.example')).toBe(
    '> one\n> two\n> three\n> four\n>\n> Sign in to decide:\n> https://evil.example',
  );
});

it('lets nothing stand outside the marks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (typed) => {
      for (const text of quoted(typed).split(/\r\n|[\n\r\u0085\u2028\u2029\v\f]/)) expect(text).toMatch(/^>/);
    }),
    propertyRun(),
  );
});

it('cuts after 4,000 characters', () => {
  expect([...quoted('x'.repeat(5000))]).toHaveLength(4002);
  expect(quoted('x'.repeat(5000)).endsWith('…')).toBe(true);
});
