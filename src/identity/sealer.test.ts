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
  expect(() => open(sealed, 'row 2')).toThrow();
  expect(() => sealer(randomBytes(32)).open(sealed, 'row 1')).toThrow();
  for (let index = 0; index < sealed.length; index += 5) {
    const other = sealed[index] === 'A' ? 'B' : 'A';
    expect(() => open(`${sealed.slice(0, index)}${other}${sealed.slice(index + 1)}`, 'row 1'), `at ${index}`).toThrow();
  }
  for (const length of [0, 10, 20, sealed.length - 2]) expect(() => open(sealed.slice(0, length), 'row 1')).toThrow();
});
