import type { Condition } from './condition.ts';
import { MAX_CONDITION_NESTING } from './condition-limits.ts';
import { parseComparison } from './parse-comparison.ts';
import { expect, fail, peek, type TokenReader, take } from './token-reader.ts';

/** `refuse`: AND beside OR needs parentheses; `read`: AND binds tighter than OR (conditions.md §2). */
export type MixedOperators = 'refuse' | 'read';

/** Terms joined by AND and OR up to the end, or to the parenthesis that closes them (conditions.md §2). */
export function parseExpression(reader: TokenReader, mixed: MixedOperators, nesting: number): Condition | undefined {
  const first = parseTerm(reader, mixed, nesting);
  if (first === undefined) return undefined;
  let group: Condition[] = [first];
  const groups = [group];
  const firstJoin = peek(reader).kind;
  for (let join = peek(reader); join.kind === 'and' || join.kind === 'or'; join = peek(reader)) {
    if (join.kind !== firstJoin && mixed === 'refuse') {
      const expected = `\`${firstJoin.toUpperCase()}\` as before, or parentheses`;
      return fail(reader, join, expected, 'put parentheses around the terms that belong together');
    }
    take(reader);
    const term = parseTerm(reader, mixed, nesting);
    if (term === undefined) return undefined;
    if (join.kind === 'and') group.push(term);
    else {
      group = [term];
      groups.push(group);
    }
  }
  return joined(
    'or',
    groups.map((terms) => joined('and', terms)),
  );
}

function joined(kind: 'and' | 'or', operands: readonly Condition[]): Condition {
  const only = operands.length === 1 ? operands[0] : undefined;
  return only ?? { kind, operands };
}

function parseTerm(reader: TokenReader, mixed: MixedOperators, nesting: number): Condition | undefined {
  const token = peek(reader);
  if ((token.kind === 'not' || token.kind === '(') && nesting >= MAX_CONDITION_NESTING) {
    const expected = `at most \`${MAX_CONDITION_NESTING}\` parentheses and negations inside each other`;
    return fail(reader, token, expected, 'remove parentheses that change nothing');
  }
  if (token.kind === 'not') {
    take(reader);
    const operand = parseTerm(reader, mixed, nesting + 1);
    return operand && { kind: 'not', operand };
  }
  if (token.kind === '(') {
    take(reader);
    const inside = parseExpression(reader, mixed, nesting + 1);
    return inside && expect(reader, ')', '`AND`, `OR` or `)`', 'close the parenthesis or join another term') && inside;
  }
  if (token.kind !== 'word') return parseComparison(reader);
  if (token.word === 'exists') return parseExists(reader);
  if (token.word === 'actionmatches') return parseCall(reader, 'actionMatches');
  if (token.word === 'suboperationmatches') return parseCall(reader, 'subOperationMatches');
  return parseComparison(reader);
}

function parseExists(reader: TokenReader): Condition | undefined {
  take(reader);
  const token = expect(reader, 'attribute', 'an attribute', 'write `Exists @Resource[path]`');
  return token && { kind: 'exists', attribute: token.attribute };
}

/** One quoted pattern in braces (conditions.md §2). */
function parseCall(reader: TokenReader, kind: 'actionMatches' | 'subOperationMatches'): Condition | undefined {
  const name = kind === 'actionMatches' ? 'ActionMatches' : 'SubOperationMatches';
  take(reader);
  if (!expect(reader, '{', '`{`', `write \`${name}{'pattern'}\``)) return undefined;
  const token = peek(reader);
  if (token.kind !== 'literal' || token.literal.type !== 'string') {
    return fail(reader, token, 'a pattern in single quotes', `write \`${name}{'pattern'}\``);
  }
  take(reader);
  const close = expect(reader, '}', '`}`', `write one \`${name}\` for each pattern and join them with \`OR\``);
  return close && { kind, pattern: token.literal.value };
}
