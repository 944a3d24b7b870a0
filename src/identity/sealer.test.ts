import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { sealer } from './sealer.ts';

const secret = randomBytes(32);
const { seal, open } = sealer(secret);

it.each(['', 'a seed', 'ß ✓ \u0000', 'x'.repeat(10_000)])('gives back what was sealed', (text) => {
  expect(open(seal(text, 'row 1'), 'row 1')).toBe(text);
  expect(sealer(secret).open(seal(text, 'row 1'), 'row 1'), 'after a restart').toBe(text);
});

it('never seals the same text in the same way', () => {
  expect(seal('a seed', 'row 1')).not.toBe(seal('a seed', 'row 1'));
});

it('opens nothing for another row, under another secret, or that was changed or cut', () => {
  const sealed = seal('a seed', 'row 1');
  expect(sealed.length % 4, 'the last character has spare bits').not.toBe(0);
  expect(() => open(sealed, 'row 2')).toThrow();
  expect(() => sealer(randomBytes(32)).open(sealed, 'row 1')).toThrow();
  for (const [index, character] of [...sealed].entries()) {
    for (const other of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= ') {
      if (other === character) continue;
      const changed = `${sealed.slice(0, index)}${other}${sealed.slice(index + 1)}`;
      expect(() => open(changed, 'row 1'), `${other} at ${index}`).toThrow();
    }
  }
  for (const added of ['=', ' ', '\n', 'A']) expect(() => open(`${sealed}${added}`, 'row 1')).toThrow();
  for (const length of [0, 10, 20, sealed.length - 2]) expect(() => open(sealed.slice(0, length), 'row 1')).toThrow();
});
