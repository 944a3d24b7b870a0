import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRun } from '../../../test/support/property-run.ts';
import { actionPattern, likePattern } from './wildcard-pattern.ts';

describe('Like patterns', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'abc', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', '😀', true],
    ['??', '😀', false],
    ['a?c', 'a😀c', true],
    ['*?', 'x😀', true],
    ['a*b', 'ab', true],
    ['a*b', 'aXb\nYb', true],
    ['a*ba', 'aba', true],
    ['ab*ba', 'aba', false],
    ['*abab*', 'xababab', true],
    ['*a?a*', 'xxabay', true],
    ['*a?a*b?*', 'aaab', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['\\?', '?', true],
    ['\\?', 'x', false],
    ['a\\b', 'a\\b', true],
    ['a\\', 'a\\', true],
    ['\\\\*', '\\*', true],
    ['.*', 'x', false],
    ['[a-z]', 'b', false],
    ['any', 'xyz', false],
    ['*any*', 'company', true],
  ])('%j on %j is %s', (pattern, text, expected) => {
    expect(likePattern(pattern)(text)).toBe(expected);
  });

  it('agrees with the definition, tried out in all ways', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\', '😀'), maxLength: 9 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\', '😀'), maxLength: 9 });
    fc.assert(
      fc.property(pattern, text, (wanted, given) => {
        expect(likePattern(wanted)(given)).toBe(byDefinition([...wanted], [...given]));
      }),
      propertyRun(5_000),
    );
  });

  it('agrees with the definition where a segment is longer than a machine word', () => {
    const unit = fc.constantFrom('a', 'a', 'a', 'a', 'a', '?');
    const segment = fc.string({ unit, minLength: 30, maxLength: 70 });
    const text = fc.string({ unit: fc.constantFrom('a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'b'), maxLength: 200 });
    fc.assert(
      fc.property(segment, segment, text, (one, two, given) => {
        const reference = new RegExp(`${one}.*${two}`.replaceAll('?', '.'), 's');
        expect(likePattern(`*${one}*${two}*`)(given)).toBe(reference.test(given));
      }),
      propertyRun(),
    );
  });

  it.each([
    ['many runs', `${'*a'.repeat(4000)}b`, 'a'.repeat(8192)],
    ['many runs and single characters', `${'*?'.repeat(4000)}b`, 'a'.repeat(8192)],
    ['one long segment', `*${'a'.repeat(4000)}b*`, 'a'.repeat(8192)],
    ['one long segment with single characters', `*${'a?'.repeat(2000)}b*`, 'a'.repeat(8192)],
    [
      'all characters different',
      `*?${Array.from({ length: 2700 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('')}*`,
      'a'.repeat(8192),
    ],
  ])('ends for %s', (_, pattern, text) => {
    expect(likePattern(pattern)(text)).toBe(false);
  });
});

describe('action patterns', () => {
  it.each([
    ['*', '', true],
    ['a/*', 'a/b/c', true],
    ['a/*/c', 'a/b/x/c', true],
    ['a?c', 'abc', false],
    ['a?c', 'a?c', true],
    ['a\\*', 'a\\b', true],
    ['', '', true],
  ])('%j on %j is %s', (pattern, text, expected) => {
    expect(actionPattern(pattern)(text)).toBe(expected);
  });
});

function byDefinition(pattern: readonly string[], text: readonly string[]): boolean {
  const [first, second] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '*') {
    for (let skipped = 0; skipped <= text.length; skipped += 1) {
      if (byDefinition(pattern.slice(1), text.slice(skipped))) return true;
    }
    return false;
  }
  const isEscape = first === '\\' && (second === '*' || second === '?');
  const wanted = isEscape ? second : first;
  if (text.length === 0 || (wanted !== text[0] && (first !== '?' || isEscape))) return false;
  return byDefinition(pattern.slice(isEscape ? 2 : 1), text.slice(1));
}
