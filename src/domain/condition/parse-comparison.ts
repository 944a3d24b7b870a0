import { attributeKey } from './attribute-key.ts';
import type { AttributeReference, Comparison, ConditionOperator, Literal, Operand, Quantifier } from './condition.ts';
import { MAX_LITERAL_PAIRS } from './condition-limits.ts';
import { OPERATOR_RULES, type OperatorRule, type ValueFamily } from './operator-rules.ts';
import { parseDateTime } from './parse-date-time.ts';
import { parseGuid } from './parse-guid.ts';
import { QUANTIFIER_RULES } from './quantifier-rules.ts';
import { expect, fail, peek, type TokenReader, take } from './token-reader.ts';
import type { Token } from './tokens.ts';

type LiteralToken = Extract<Token, { kind: 'literal' }>;
type Written =
  | { readonly kind: 'attribute'; readonly at: Token; readonly attribute: AttributeReference }
  | { readonly kind: 'values'; readonly at: Token; readonly values: readonly LiteralToken[] };

const OPERATORS = byLowerCase(Object.keys(OPERATOR_RULES) as ConditionOperator[]);
const QUANTIFIERS = byLowerCase(Object.keys(QUANTIFIER_RULES) as Quantifier[]);
const FAMILY_EXPECTS: Readonly<Record<ValueFamily, string>> = {
  string: 'a string in single quotes',
  integer: 'an integer',
  dateTime: "a UTC date-time in single quotes, such as `'2026-01-31T08:00:00.0Z'`",
  boolean: '`true` or `false`',
  guid: 'a GUID',
};

/** `operand [quantifier:] operator operand` (conditions.md §2, §3). */
export function parseComparison(reader: TokenReader): Comparison | undefined {
  const writtenLeft = parseOperand(reader);
  if (writtenLeft === undefined) return undefined;
  const quantified = parseQuantifier(reader);
  if (quantified === undefined) return undefined;
  const quantifier = quantified === 'none' ? undefined : quantified;
  const operatorAt = peek(reader);
  const operator = parseOperator(reader);
  if (operator === undefined) return undefined;
  const rule = OPERATOR_RULES[operator];
  if (quantifier !== undefined && !rule.quantifiable) {
    const next = `remove \`${quantifier}:\` before it; \`${operator}\` compares single values`;
    return fail(reader, operatorAt, 'an operator that takes a quantifier', next);
  }
  const writtenRight = parseOperand(reader);
  if (writtenRight === undefined) return undefined;
  if (isClockMisused(writtenLeft, writtenRight, operator)) {
    const next = '`UtcNow` can be compared with these two only';
    return fail(reader, operatorAt, '`DateTimeGreaterThan` or `DateTimeLessThan`', next);
  }
  const left = checkOperand(reader, writtenLeft, rule, quantifier);
  const right = left && checkOperand(reader, writtenRight, rule, quantifier);
  if (left === undefined || right === undefined) return undefined;
  if (
    left.kind === 'values' &&
    right.kind === 'values' &&
    left.values.length * right.values.length > MAX_LITERAL_PAIRS
  ) {
    const expected = `at most \`${MAX_LITERAL_PAIRS}\` pairs of values`;
    return fail(reader, writtenRight.at, expected, 'compare an attribute, or shorten the sets');
  }
  return { kind: 'comparison', left, ...(quantifier && { quantifier }), operator, right };
}

function parseOperand(reader: TokenReader): Written | undefined {
  const at = peek(reader);
  if (at.kind === 'attribute') return { kind: 'attribute', at: take(reader), attribute: at.attribute };
  if (at.kind === 'literal') return { kind: 'values', at: take(reader), values: [at] };
  if (at.kind === '{') return parseSet(reader);
  const next = 'strings stand in single quotes, several values in braces';
  return fail(reader, at, 'an attribute such as `@Resource[path]`, a value, a set or a function', next);
}

function parseSet(reader: TokenReader): Written | undefined {
  const at = take(reader);
  const values: LiteralToken[] = [];
  do {
    const value = expect(reader, 'literal', 'a value', 'sets hold strings, integers, booleans or GUIDs');
    if (value === undefined) return undefined;
    values.push(value);
  } while (peek(reader).kind === ',' && take(reader));
  const close = expect(reader, '}', '`,` or `}`', 'separate the values with commas and close the set');
  return close && { kind: 'values', at, values };
}

function parseQuantifier(reader: TokenReader): Quantifier | 'none' | undefined {
  const token = peek(reader);
  const quantifier = token.kind === 'word' ? QUANTIFIERS.get(token.word) : undefined;
  if (quantifier === undefined) {
    const isUnknownQuantifier = token.kind === 'word' && reader.tokens[reader.position + 1]?.kind === ':';
    if (!isUnknownQuantifier) return 'none';
    return fail(reader, token, quoted([...QUANTIFIERS.values()]), 'use one of these four quantifiers');
  }
  take(reader);
  return expect(reader, ':', '`:`', `write \`${quantifier}:\` directly before the operator`) && quantifier;
}

function parseOperator(reader: TokenReader): ConditionOperator | undefined {
  const token = peek(reader);
  const word = token.kind === 'word' ? token.word : '';
  const operator = OPERATORS.get(word);
  if (operator === undefined) {
    const family = /^(?:string|numeric|datetime|bool|guid)/.exec(word)?.[0];
    if (family === undefined) return fail(reader, token, 'an operator such as `StringEquals`', 'name the comparison');
    const names = [...OPERATORS].filter(([key]) => key.startsWith(family)).map(([, name]) => name);
    return fail(reader, token, quoted(names), 'use one of these operators');
  }
  take(reader);
  return operator;
}

function isClockMisused(left: Written, right: Written, operator: ConditionOperator): boolean {
  if (operator === 'DateTimeGreaterThan' || operator === 'DateTimeLessThan') return false;
  return [left, right].some((side) => {
    if (side.kind !== 'attribute' || side.attribute.source !== 'Environment') return false;
    return attributeKey(side.attribute.path) === 'utcnow';
  });
}

function checkOperand(
  reader: TokenReader,
  written: Written,
  rule: OperatorRule,
  quantifier: Quantifier | undefined,
): Operand | undefined {
  if (written.kind === 'attribute') return { kind: 'attribute', attribute: written.attribute };
  if (quantifier === undefined && written.values.length > 1) {
    const next = rule.quantifiable
      ? 'put a quantifier such as `ForAnyOfAnyValues:` before the operator'
      : 'write one comparison for each value and join them with `AND` or `OR`';
    return fail(reader, written.at, 'one value', next);
  }
  const values: Literal[] = [];
  for (const token of written.values) {
    const value = literalOf(rule.family, token.literal);
    if (value === undefined) return fail(reader, token, FAMILY_EXPECTS[rule.family], 'write a value of this kind');
    values.push(value);
  }
  return { kind: 'values', values };
}

/** A GUID may stand in quotes where GUIDs are compared; nothing else is converted. */
function literalOf(family: ValueFamily, literal: Literal): Literal | undefined {
  if (literal.type !== 'string') return literal.type === family ? literal : undefined;
  if (family === 'string') return literal;
  if (family === 'dateTime') return parseDateTime(literal.value) === undefined ? undefined : literal;
  const guid = family === 'guid' ? parseGuid(literal.value) : undefined;
  return guid === undefined ? undefined : { type: 'guid', value: guid };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function byLowerCase<Name extends string>(names: readonly Name[]): ReadonlyMap<string, Name> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}
