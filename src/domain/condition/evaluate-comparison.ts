import type { Comparison } from './condition.ts';
import type { AttributeValue } from './condition-context.ts';
import { MAX_CONDITION_BYTES } from './condition-limits.ts';
import { foldCase } from './fold-case.ts';
import { OPERATOR_RULES, type OperatorRule } from './operator-rules.ts';
import { parseDateTime } from './parse-date-time.ts';
import { parseGuid } from './parse-guid.ts';
import { QUANTIFIER_RULES } from './quantifier-rules.ts';
import { holdsForAll, holdsForAny, type Truth } from './truth.ts';
import { likePattern } from './wildcard-pattern.ts';

/** A value made ready for its operator: numbers and instants as bigint, everything else as text. */
type Comparable = string | bigint;
type Test = (left: Comparable) => boolean;

/** A comparison of the values found on either side; unknown when a value is missing or of another kind (conditions.md §3, §4). */
export function evaluateComparison(
  comparison: Pick<Comparison, 'operator' | 'quantifier'>,
  left: readonly AttributeValue[],
  right: readonly AttributeValue[],
): Truth {
  if (left.length === 0 || right.length === 0) return 'unknown';
  const { operator, quantifier } = comparison;
  if (quantifier === undefined && (left.length > 1 || right.length > 1)) return 'unknown';
  const rule = OPERATOR_RULES[operator];
  const reach = QUANTIFIER_RULES[quantifier ?? 'ForAnyOfAnyValues'];
  const lefts = left.map((value) => comparableOf(rule, value));
  const tests = right.map((value) => testOf(rule, comparableOf(rule, value)));
  const overLeft = reach.left === 'any' ? holdsForAny : holdsForAll;
  const overRight = reach.right === 'any' ? holdsForAny : holdsForAll;
  return overLeft(lefts, (value) =>
    overRight(tests, (test) => {
      if (value === undefined || test === undefined) return 'unknown';
      return test(value) !== rule.negated;
    }),
  );
}

function comparableOf(rule: OperatorRule, value: AttributeValue): Comparable | undefined {
  switch (rule.family) {
    case 'integer':
      return Number.isSafeInteger(value) ? BigInt(value) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'string':
      if (typeof value !== 'string') return undefined;
      return rule.ignoreCase ? foldCase(value) : value;
    case 'guid':
      return typeof value === 'string' ? parseGuid(value) : undefined;
    case 'dateTime':
      return typeof value === 'string' ? parseDateTime(value) : undefined;
  }
}

/** The question that one value on the right asks of each value on the left. */
function testOf({ relation }: OperatorRule, right: Comparable | undefined): Test | undefined {
  if (right === undefined) return undefined;
  if (relation === 'equals') return (left) => left === right;
  if (typeof right === 'string') {
    if (relation === 'startsWith') return (left) => typeof left === 'string' && left.startsWith(right);
    // A pattern longer than a whole condition comes from an attribute and is not worth the memory.
    if (right.length > MAX_CONDITION_BYTES) return undefined;
    const pattern = likePattern(right);
    return (left) => typeof left === 'string' && pattern(left);
  }
  if (relation === 'lessThan') return (left) => typeof left === 'bigint' && left < right;
  if (relation === 'lessThanEquals') return (left) => typeof left === 'bigint' && left <= right;
  if (relation === 'greaterThan') return (left) => typeof left === 'bigint' && left > right;
  return (left) => typeof left === 'bigint' && left >= right;
}
