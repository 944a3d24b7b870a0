import { describe, expect, it } from 'vitest';
import { matchesTicketPattern, whyTicketPatternInvalid } from './ticket-pattern.ts';

describe('a pattern', () => {
  it.each(['INC[0-9]{6,10}', '(?i)(inc|chg)-\\d+', '.+', 'a'.repeat(200), '(a+)+', '\\p{Lu}{2,5}-[0-9]{1,6}'])(
    'is accepted: %s',
    (pattern) => {
      expect(whyTicketPatternInvalid(pattern)).toBeNull();
    },
  );
  it.each([
    ['', /0 characters/],
    ['a'.repeat(201), /201 characters/],
    ['(', /cannot be read/],
    ['[z-a]', /cannot be read/],
    ['(?=INC).*', /cannot be read/],
    ['(?<=INC)1', /cannot be read/],
    ['(a)\\1', /cannot be read/],
    ['a{1001}', /cannot be read/],
    ['((a{1,30}){1,30}){1,30}', /cannot be read/],
    ['\\pL{1000}\\pL{1000}', /too large/],
  ])('is refused: %s', (pattern, problem) => {
    expect(whyTicketPatternInvalid(pattern)).toMatch(problem);
    expect(matchesTicketPattern(pattern, pattern)).toBe(false);
  });
});

it('is not matched by a ticket of more than 200 characters', () => {
  expect(matchesTicketPattern('a+', 'a'.repeat(200))).toBe(true);
  expect(matchesTicketPattern('a+', 'a'.repeat(201))).toBe(false);
});
