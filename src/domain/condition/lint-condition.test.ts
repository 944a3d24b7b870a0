import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintCondition } from './lint-condition.ts';
import { parseCondition } from './parse-condition.ts';

const samples: readonly { readonly label?: string; readonly condition: string }[] = JSON.parse(
  readFileSync(new URL('../../../../shared/data/conditions-samples.json', import.meta.url), 'utf8'),
);

function lint(text: string) {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return lintCondition(parsed.condition);
}

describe('lintCondition', () => {
  it.each([
    ['NotEquals with any of two values', "@Request[a] ForAnyOfAnyValues:StringNotEquals {'x', 'y'}"],
    ['the same over all values on the left', '@Request[a] ForAllOfAnyValues:NumericNotEquals {1, 2}'],
    ['the same with the values on the left', '{1, 2} ForAnyOfAnyValues:NumericNotEquals @Request[a]'],
    ['a comparison of equal values', "'x' StringEquals 'x'"],
    ['a term or its negation', "@Request[a] StringEquals 'x' OR NOT @request[A] StringEquals 'x'"],
    ['any action', "ActionMatches{'*'}"],
    ['like anything', "@Request[a] StringLike '*'"],
  ])('finds %s always true', (_, text) => {
    expect(lint(text)).toMatchObject([{ code: 'alwaysTrue' }]);
  });

  it.each([
    ['Equals with all of two values', "@Request[a] ForAnyOfAllValues:StringEquals {'x', 'y'}"],
    ['a comparison of different values', '1 NumericEquals 2'],
    ['a term and its negation', 'Exists @Request[a] AND NOT Exists @Request[a]'],
    ['unlike anything', "@Request[a] StringNotLike '*'"],
  ])('finds %s never true', (_, text) => {
    expect(lint(text)).toMatchObject([{ code: 'neverTrue' }]);
  });

  it.each([
    ['two spellings of one value', "@Request[a] ForAnyOfAnyValues:StringNotEqualsIgnoreCase {'x', 'X'}"],
    ['one value', "@Request[a] ForAnyOfAnyValues:StringNotEquals {'x'}"],
    ['the later form', '@Request[a] ForAnyOfAllValues:NumericNotEquals {1, 2}'],
    ['the strict form', '@Request[a] ForAllOfAllValues:NumericNotEquals {1, 2}'],
    ['values on the left against all of a list', '{1, 2} ForAnyOfAllValues:NumericNotEquals @Request[a]'],
    ['patterns', "@Request[a] ForAnyOfAnyValues:StringNotLike {'x*', 'y*'}"],
    ['presence and absence of different attributes', 'Exists @Request[a] OR NOT Exists @Request[b]'],
  ])('is silent about %s', (_, text) => expect(lint(text)).toEqual([]));

  it('says that a whole condition is constant because a part is', () => {
    const part = "ForAnyOfAnyValues:StringNotEquals {'x', 'y'}";
    const warnings = lint(`!(ActionMatches{'a/write'}) OR (@Request[a] ${part})`);
    expect(warnings.map(({ code, expression }) => [code, expression])).toEqual([
      ['alwaysTrue', `@Request[a] ${part}`],
      ['alwaysTrue', `NOT ActionMatches{'a/write'} OR @Request[a] ${part}`],
    ]);
    expect(warnings[0]?.message).toContain('use `ForAnyOfAllValues:StringNotEquals`');
  });

  it('turns a constant round under a negation', () => {
    expect(lint("NOT (ActionMatches{'*'})").map(({ code }) => code)).toEqual(['alwaysTrue', 'neverTrue']);
  });

  it('warns about the superseded sample and no other', () => {
    const warned = samples.filter(({ condition }) => lint(condition).length > 0);
    expect(warned.map(({ label }) => label?.slice(0, 6))).toEqual(['d8-old']);
  });
});
