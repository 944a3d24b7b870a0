import type { Comparison, Condition, Operand } from './condition.ts';
import { conditionKey, flatten } from './condition-key.ts';
import { evaluateComparison } from './evaluate-comparison.ts';
import { foldCase } from './fold-case.ts';
import { OPERATOR_RULES } from './operator-rules.ts';
import { printCondition } from './print-condition.ts';
import { QUANTIFIER_RULES } from './quantifier-rules.ts';
import { negate, type Truth } from './truth.ts';

/** A condition that is allowed and hardly meant: the part it is about, as text, and what to do. */
export interface ConditionWarning {
  readonly code: 'alwaysTrue' | 'neverTrue';
  readonly expression: string;
  readonly message: string;
}

/**
 * Finds parts, and whole conditions, whose answer does not depend on the request as long as it carries their attributes
 * (conditions.md §3). Silence is no proof: only patterns that people are known to write are looked for.
 */
export function lintCondition(condition: Condition): readonly ConditionWarning[] {
  const warnings: ConditionWarning[] = [];
  let isReported = false;
  const known = new Map<Condition, string>();
  const whole = fold(condition, known, (part, truth, why) => {
    isReported ||= part === condition;
    warnings.push(warning(part, truth, why));
  });
  if (whole !== 'unknown' && !isReported) {
    warnings.push(
      warning(condition, whole, `the whole condition is ${constantly(whole)}; check the parts named before`),
    );
  }
  return warnings;
}

type Report = (part: Condition, truth: boolean, why: string) => void;

/** The answer that a part always gives, `unknown` when it depends on the request. */
function fold(condition: Condition, known: Map<Condition, string>, report: Report): Truth {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return foldGroup(condition, condition.kind, known, report);
    case 'not':
      return negate(fold(condition.operand, known, report));
    case 'actionMatches':
      if (!/^\*+$/.test(condition.pattern)) return 'unknown';
      report(condition, true, `\`ActionMatches{'*'}\` is true for every action; name the actions, or leave it out`);
      return true;
    case 'subOperationMatches':
    case 'exists':
      return 'unknown';
    case 'comparison':
      return foldComparison(condition, report);
  }
}

function foldGroup(condition: Condition, kind: 'and' | 'or', known: Map<Condition, string>, report: Report): Truth {
  const decides = kind === 'or';
  const terms = flatten(kind, condition);
  const answers = terms.map((term) => fold(term, known, report));
  if (answers.includes(decides)) return decides;
  if (answers.every((answer) => answer !== 'unknown')) return !decides;
  const keys = new Set(terms.map((term) => conditionKey(term, known)));
  const hasOpposites = terms.some((term) => term.kind === 'not' && keys.has(conditionKey(term.operand, known)));
  if (!hasOpposites) return 'unknown';
  const name = kind.toUpperCase();
  report(
    condition,
    decides,
    `\`${name}\` joins a term and its negation and is ${constantly(decides)}; remove one of them`,
  );
  return decides;
}

function foldComparison(comparison: Comparison, report: Report): Truth {
  const { left, right, operator, quantifier } = comparison;
  const name = quantifier === undefined ? operator : `${quantifier}:${operator}`;
  if (left.kind === 'values' && right.kind === 'values') {
    const truth = evaluateComparison(comparison, valuesOf(left), valuesOf(right));
    if (truth !== 'unknown') {
      report(
        comparison,
        truth,
        `\`${name}\` compares values with values and is ${constantly(truth)}; compare an attribute`,
      );
    }
    return truth;
  }
  if (OPERATOR_RULES[operator].relation !== 'equals' || !distinctValuesDecide(comparison)) {
    return foldLikeAnything(comparison, name, report);
  }
  const truth = OPERATOR_RULES[operator].negated;
  const remedy = truth
    ? `to exclude them all, use \`ForAnyOfAllValues:${operator}\`, or \`ForAllOfAllValues:${operator}\` for lists`
    : `to ask for one of them, use \`ForAnyOfAnyValues:${operator}\``;
  report(comparison, truth, `\`${name}\` with two or more different values is ${constantly(truth)}; ${remedy}`);
  return truth;
}

/**
 * Two different values cannot both equal one value: something is unequal to one of them, and nothing equals both.
 * This holds for the right side under `Any` for NotEquals and under `All` for Equals, and mirrored for the left side.
 */
function distinctValuesDecide({ left, right, operator, quantifier }: Comparison): boolean {
  if (quantifier === undefined) return false;
  const rule = OPERATOR_RULES[operator];
  const reach = QUANTIFIER_RULES[quantifier];
  const deciding = rule.negated ? 'any' : 'all';
  if (right.kind === 'values') return reach.right === deciding && distinctCount(right, rule.ignoreCase) > 1;
  return reach.left === deciding && reach.right === deciding && distinctCount(left, rule.ignoreCase) > 1;
}

function foldLikeAnything(comparison: Comparison, name: string, report: Report): Truth {
  const { operator, right } = comparison;
  const rule = OPERATOR_RULES[operator];
  const isAnything = right.kind === 'values' && right.values.every(({ value }) => /^\*+$/.test(String(value)));
  if (rule.relation !== 'like' || !isAnything) return 'unknown';
  const truth = !rule.negated;
  report(comparison, truth, `\`${name}\` with \`'*'\` is ${constantly(truth)}; to ask for presence, use \`Exists\``);
  return truth;
}

function distinctCount(operand: Operand, ignoreCase: boolean): number {
  return new Set(valuesOf(operand).map((value) => (ignoreCase ? foldCase(String(value)) : value))).size;
}

function valuesOf(operand: Operand): readonly (string | number | boolean)[] {
  return operand.kind === 'values' ? operand.values.map(({ value }) => value) : [];
}

function constantly(truth: boolean): string {
  return truth ? 'always true' : 'never true';
}

function warning(part: Condition, truth: boolean, message: string): ConditionWarning {
  return { code: truth ? 'alwaysTrue' : 'neverTrue', expression: printCondition(part), message };
}
