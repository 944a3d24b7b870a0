import { attributeKey } from './attribute-key.ts';
import type { Condition, Operand } from './condition.ts';
import { foldCase } from './fold-case.ts';

/**
 * Equal keys mean conditions that are true together, false together and unknown together: case of names, order and
 * repetition of terms and of set members, nested groups of one kind and double negation do not count (conditions.md §2, §4).
 * `known` keeps the keys of parts for callers that ask for many.
 */
export function conditionKey(condition: Condition, known: Map<Condition, string> = new Map()): string {
  const key = known.get(condition) ?? makeKey(condition, known);
  known.set(condition, key);
  return key;
}

function makeKey(condition: Condition, known: Map<Condition, string>): string {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const keys = sortedUnique(flatten(condition.kind, condition).map((term) => conditionKey(term, known)));
      return keys.length === 1 ? (keys[0] ?? '') : `${condition.kind}(${keys.join(',')})`;
    }
    case 'not':
      return condition.operand.kind === 'not'
        ? conditionKey(condition.operand.operand, known)
        : `not(${conditionKey(condition.operand, known)})`;
    case 'actionMatches':
    case 'subOperationMatches':
      return JSON.stringify([condition.kind, foldCase(condition.pattern)]);
    case 'exists':
      return JSON.stringify(['exists', condition.attribute.source, attributeKey(condition.attribute.path)]);
    case 'comparison': {
      const { left, quantifier, operator, right } = condition;
      return JSON.stringify(['comparison', operandKey(left), quantifier ?? '', operator, operandKey(right)]);
    }
  }
}

/** The terms that a condition joins with this operator, through nested groups and double negations. */
export function flatten(kind: 'and' | 'or', condition: Condition): readonly Condition[] {
  if (condition.kind === kind) return condition.operands.flatMap((operand) => flatten(kind, operand));
  if (condition.kind === 'not' && condition.operand.kind === 'not') return flatten(kind, condition.operand.operand);
  return [condition];
}

function operandKey(operand: Operand): string {
  if (operand.kind === 'attribute') {
    return JSON.stringify([operand.attribute.source, attributeKey(operand.attribute.path)]);
  }
  return `{${sortedUnique(operand.values.map(({ type, value }) => JSON.stringify([type, value]))).join(',')}}`;
}

function sortedUnique(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)].sort();
}
