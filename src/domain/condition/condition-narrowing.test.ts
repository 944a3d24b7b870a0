import { describe, expect, it } from 'vitest';
import { isAtLeastAsNarrow } from './condition-narrowing.ts';
import { parseCondition } from './parse-condition.ts';

function tree(text: string) {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.condition;
}

const A = "@Resource[a] StringEquals 'x'";
const B = '@Resource[b] ForAnyOfAnyValues:NumericEquals {1, 2}';
const C = 'Exists @Resource[c]';

describe('isAtLeastAsNarrow', () => {
  it.each([
    ['the same text', A, A],
    ['other case of names and keywords', A, "@RESOURCE[A] stringequals {'x'}"],
    ['terms in another order', `${A} OR ${B}`, `${B} OR ${A}`],
    ['values in another order', B, '@Resource[b] ForAnyOfAnyValues:NumericEquals {2, 1, 2}'],
    ['one term more', `${A} AND ${C}`, A],
    ['one term more in a group', `${C} AND (${B} AND ${A})`, `${A} AND ${B}`],
    ['a double negation', `NOT NOT ${A}`, A],
    ['a double negation around a group', `!!(${A} AND ${B}) AND ${C}`, `${B} AND ${C}`],
    ['an action in other case', "ActionMatches{'A/*'}", "ActionMatches{'a/*'}"],
    [
      'a GUID in other form',
      '@Resource[a] GuidEquals 8B9DFCAB4B774632A6DF94BD07820648',
      '@Resource[a] GuidEquals 8b9dfcab-4b77-4632-a6df-94bd07820648',
    ],
    ['a repeated term', A, `${A} AND ${A}`],
  ])('is true for %s', (_, candidate, of) => expect(isAtLeastAsNarrow(tree(candidate), tree(of))).toBe(true));

  it.each([
    ['one term less', A, `${A} AND ${C}`],
    ['an alternative', `${A} OR ${C}`, A],
    ['a negation', `NOT ${A}`, A],
    ['another value', A, "@Resource[a] StringEquals 'y'"],
    ['a value in other case', A, "@Resource[a] StringEquals 'X'"],
    ['another source', A, "@Request[a] StringEquals 'x'"],
    ['another operator', A, "@Resource[a] StringEqualsIgnoreCase 'x'"],
    ['another quantifier', B, '@Resource[b] ForAllOfAnyValues:NumericEquals {1, 2}'],
    ['a larger set', '@Resource[b] ForAnyOfAnyValues:NumericEquals {1, 2, 3}', B],
    [
      'a tag key in other case',
      'Exists @Resource[t:K<$key_case_sensitive$>]',
      'Exists @Resource[t:k<$key_case_sensitive$>]',
    ],
    ['sides exchanged', '@Resource[a] StringLike @Resource[b]', '@Resource[b] StringLike @Resource[a]'],
    ['AND for OR', `(${A} AND ${B}) OR ${C}`, `${A} AND ${B}`],
    ['text that looks like a group', "ActionMatches{'a'}", "ActionMatches{'and(a)'}"],
  ])('is false for %s', (_, candidate, of) => expect(isAtLeastAsNarrow(tree(candidate), tree(of))).toBe(false));
});
