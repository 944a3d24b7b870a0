import { attributeKey } from './attribute-key.ts';
import type { AttributeReference, Condition, Operand } from './condition.ts';
import type { AttributeLookup, AttributeValue, ConditionContext } from './condition-context.ts';
import { evaluateComparison } from './evaluate-comparison.ts';
import { foldCase } from './fold-case.ts';
import { holdsForAll, holdsForAny, negate, type Truth } from './truth.ts';
import { actionPattern } from './wildcard-pattern.ts';

/** Only `true` lets the assignment apply; `false` and `unknown` give nothing (conditions.md §4). */
export function evaluateCondition(condition: Condition, attributes: ConditionContext): Truth {
  switch (condition.kind) {
    case 'and':
      return holdsForAll(condition.operands, (operand) => evaluateCondition(operand, attributes));
    case 'or':
      return holdsForAny(condition.operands, (operand) => evaluateCondition(operand, attributes));
    case 'not':
      return negate(evaluateCondition(condition.operand, attributes));
    case 'actionMatches':
      return matches(condition.pattern, attributes.action);
    case 'subOperationMatches':
      return attributes.subOperation !== undefined && matches(condition.pattern, attributes.subOperation);
    case 'exists':
      return valuesOf(condition.attribute, attributes).length > 0;
    case 'comparison':
      return evaluateComparison(
        condition,
        operandValues(condition.left, attributes),
        operandValues(condition.right, attributes),
      );
  }
}

function matches(pattern: string, name: string): boolean {
  return actionPattern(foldCase(pattern))(foldCase(name));
}

function operandValues(operand: Operand, attributes: ConditionContext): readonly AttributeValue[] {
  if (operand.kind === 'attribute') return valuesOf(operand.attribute, attributes);
  return operand.values.map((literal) => literal.value);
}

/** The values of an attribute; none when it is missing or empty, which a condition cannot tell apart. */
function valuesOf({ source, path }: AttributeReference, attributes: ConditionContext): readonly AttributeValue[] {
  const value = lookupOf(source, attributes)(path) ?? subOperationOf(source, path, attributes) ?? [];
  return typeof value === 'object' ? value : [value];
}

/** The old preview form of SubOperationMatches reads it as a request attribute (conditions.md §2). */
function subOperationOf(source: string, path: string, attributes: ConditionContext): string | undefined {
  return source === 'Request' && attributeKey(path) === 'suboperation' ? attributes.subOperation : undefined;
}

function lookupOf(source: AttributeReference['source'], attributes: ConditionContext): AttributeLookup {
  switch (source) {
    case 'Principal':
      return attributes.principal;
    case 'Resource':
      return attributes.resource;
    case 'Request':
      return attributes.request;
    case 'Environment':
      return attributes.environment;
  }
}
