import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { testClock } from '../../../test/support/test-clock.ts';
import { pageTokens } from './page-tokens.ts';

const secret = randomBytes(32);
const clock = testClock();
const tokens = pageTokens(secret, clock);

it('reads back what it sealed, also in another process with the same secret', () => {
  const token = tokens.seal('1764000000000.a b', 'list of grace');
  expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(tokens.open(token, 'list of grace')).toBe('1764000000000.a b');
  expect(pageTokens(secret, clock).open(token, 'list of grace')).toBe('1764000000000.a b');
});

it('shows nothing of what is inside', () => {
  const token = tokens.seal('1764000000000.secret-id', 'c');
  expect(Buffer.from(token, 'base64url').toString('latin1')).not.toMatch(/1764000000000|secret/);
});

it('opens no token of another list, or of another installation', () => {
  const token = tokens.seal('x', 'list of grace');
  expect(tokens.open(token, 'list of alice')).toBeNull();
  expect(pageTokens(randomBytes(32), clock).open(token, 'list of grace')).toBeNull();
});

it('opens no token of which a single character was changed, left out or added', () => {
  const token = tokens.seal('1764000000000.x', 'c');
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A';
    expect(tokens.open(`${token.slice(0, at)}${other}${token.slice(at + 1)}`, 'c')).toBeNull();
    expect(tokens.open(token.slice(0, at) + token.slice(at + 1), 'c')).toBeNull();
  }
  for (const added of ['A', '=', '.', '\n']) expect(tokens.open(token + added, 'c')).toBeNull();
});

it.each(['', 'x', 'A'.repeat(40), 'A'.repeat(700), 'A'.repeat(100_000), 'é'.repeat(40)])(
  'opens nothing made up',
  (made) => {
    expect(tokens.open(made, 'c')).toBeNull();
  },
);

it('opens a token for a day, and not at its end', () => {
  const own = testClock();
  const timed = pageTokens(secret, own);
  const token = timed.seal('x', 'c');
  own.advance('PT23H59M59S');
  expect(timed.open(token, 'c')).toBe('x');
  own.advance('PT1S');
  expect(timed.open(token, 'c')).toBeNull();
});
