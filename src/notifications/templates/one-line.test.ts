import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRun } from '../../../test/support/property-run.ts';
import { line, oneLine } from './one-line.ts';

it('makes one line of anything, never longer than asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (typed, longest) => {
      const shown = oneLine(typed, longest);
      expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      expect([...shown].length).toBeLessThanOrEqual(longest);
      expect(shown.isWellFormed()).toBe(true);
    }),
    propertyRun(),
  );
});

it('keeps names of every script as they are', () => {
  for (const name of ['Zoë Müller', 'Владимир', '山田 太郎', 'ليلى حسن', 'Anne-Marie O’Neil', '👩‍🔧 on-call']) {
    expect(oneLine(name)).toBe(name);
  }
});

it('takes out what would start a header or turn the text round', () => {
  expect(line`${'Alice\r\nBcc: eve@evil.example'} asks for ${'\u202erenwO\u202c'}`).toBe(
    'Alice Bcc: eve@evil.example asks for renwO',
  );
});
