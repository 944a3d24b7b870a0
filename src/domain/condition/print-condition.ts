import type { AttributeReference, Comparison, Condition, Literal, Operand } from './condition.ts';
import { MAX_CONDITION_BYTES } from './condition-limits.ts';

interface Layout {
  readonly and: string;
  readonly or: string;
  readonly not: string;
  readonly gap: string;
  readonly afterComma: string;
  readonly tight: boolean;
}

const SPACED: Layout = { and: ' AND ', or: ' OR ', not: 'NOT ', gap: ' ', afterComma: ' ', tight: false };
const TIGHT: Layout = { and: '&&', or: '||', not: '!', gap: '', afterComma: '', tight: true };

/**
 * The condition as text that parses to the same tree in every mode (conditions.md §2). A condition that fits into the
 * limit only when written without spaces is printed that way. Meant for trees that were parsed: their strings hold no quote.
 */
export function printCondition(condition: Condition): string {
  const spaced = print(condition, SPACED);
  return new TextEncoder().encode(spaced).length <= MAX_CONDITION_BYTES ? spaced : print(condition, TIGHT);
}

function print(condition: Condition, layout: Layout): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.map((operand) => printInside(operand, layout, false)).join(layout[condition.kind]);
    case 'not':
      return `${layout.not}${printInside(condition.operand, layout, !layout.tight)}`;
    case 'actionMatches':
      return `ActionMatches{'${condition.pattern}'}`;
    case 'subOperationMatches':
      return `SubOperationMatches{'${condition.pattern}'}`;
    case 'exists':
      return `Exists${layout.gap}${printAttribute(condition.attribute)}`;
    case 'comparison':
      return printComparison(condition, layout);
  }
}

function printInside(condition: Condition, layout: Layout, parenthesiseComparison: boolean): string {
  const isGroup = condition.kind === 'and' || condition.kind === 'or';
  const needsParentheses = isGroup || (parenthesiseComparison && condition.kind === 'comparison');
  return needsParentheses ? `(${print(condition, layout)})` : print(condition, layout);
}

function printComparison({ left, quantifier, operator, right }: Comparison, layout: Layout): string {
  const name = quantifier === undefined ? operator : `${quantifier}:${operator}`;
  const inBraces = quantifier !== undefined;
  const before = printOperand(left, layout, inBraces);
  const after = printOperand(right, layout, inBraces);
  return [before, keepApart(before, layout), name, keepApart(after, layout), after].join('');
}

/** A word, a number or a bare GUID needs a space beside the operator's name; a quote or a bracket does not. */
function keepApart(operand: string, layout: Layout): string {
  return /^[\w-]/.test(operand) ? ' ' : layout.gap;
}

function printOperand(operand: Operand, layout: Layout, inBraces: boolean): string {
  if (operand.kind === 'attribute') return printAttribute(operand.attribute);
  const values = operand.values.map((value) => printLiteral(value, layout)).join(`,${layout.afterComma}`);
  return operand.values.length > 1 || (inBraces && !layout.tight) ? `{${values}}` : values;
}

function printLiteral(literal: Literal, layout: Layout): string {
  if (literal.type === 'string') return `'${literal.value}'`;
  if (literal.type === 'guid' && layout.tight) return literal.value.replaceAll('-', '');
  return String(literal.value);
}

function printAttribute({ source, path }: AttributeReference): string {
  return `@${source}[${path}]`;
}
