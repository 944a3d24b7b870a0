import type { ConditionOperator } from './condition.ts';

export type ValueFamily = 'string' | 'integer' | 'dateTime' | 'boolean' | 'guid';
type Relation = 'equals' | 'startsWith' | 'like' | 'lessThan' | 'lessThanEquals' | 'greaterThan' | 'greaterThanEquals';

/** What an operator compares and how; `negated` turns the answer for each pair of values round. */
export interface OperatorRule {
  readonly family: ValueFamily;
  readonly relation: Relation;
  readonly negated: boolean;
  readonly ignoreCase: boolean;
  readonly quantifiable: boolean;
}

/** The table of conditions.md §3: one row an operator. Quantifiers stand before those marked `quantifiable` only. */
export const OPERATOR_RULES: Readonly<Record<ConditionOperator, OperatorRule>> = {
  StringEquals: text('equals', 'affirmed', 'case', 'quantifiable'),
  StringEqualsIgnoreCase: text('equals', 'affirmed', 'ignoreCase', 'quantifiable'),
  StringNotEquals: text('equals', 'negated', 'case', 'quantifiable'),
  StringNotEqualsIgnoreCase: text('equals', 'negated', 'ignoreCase', 'quantifiable'),
  StringStartsWith: text('startsWith', 'affirmed', 'case', 'single'),
  StringStartsWithIgnoreCase: text('startsWith', 'affirmed', 'ignoreCase', 'single'),
  StringNotStartsWith: text('startsWith', 'negated', 'case', 'single'),
  StringNotStartsWithIgnoreCase: text('startsWith', 'negated', 'ignoreCase', 'single'),
  StringLike: text('like', 'affirmed', 'case', 'quantifiable'),
  StringLikeIgnoreCase: text('like', 'affirmed', 'ignoreCase', 'quantifiable'),
  StringNotLike: text('like', 'negated', 'case', 'quantifiable'),
  StringNotLikeIgnoreCase: text('like', 'negated', 'ignoreCase', 'quantifiable'),
  NumericEquals: plain('integer', 'equals', 'affirmed', 'quantifiable'),
  NumericNotEquals: plain('integer', 'equals', 'negated', 'quantifiable'),
  NumericLessThan: plain('integer', 'lessThan', 'affirmed', 'quantifiable'),
  NumericLessThanEquals: plain('integer', 'lessThanEquals', 'affirmed', 'quantifiable'),
  NumericGreaterThan: plain('integer', 'greaterThan', 'affirmed', 'quantifiable'),
  NumericGreaterThanEquals: plain('integer', 'greaterThanEquals', 'affirmed', 'quantifiable'),
  DateTimeEquals: plain('dateTime', 'equals', 'affirmed', 'single'),
  DateTimeNotEquals: plain('dateTime', 'equals', 'negated', 'single'),
  DateTimeLessThan: plain('dateTime', 'lessThan', 'affirmed', 'single'),
  DateTimeLessThanEquals: plain('dateTime', 'lessThanEquals', 'affirmed', 'single'),
  DateTimeGreaterThan: plain('dateTime', 'greaterThan', 'affirmed', 'single'),
  DateTimeGreaterThanEquals: plain('dateTime', 'greaterThanEquals', 'affirmed', 'single'),
  BoolEquals: plain('boolean', 'equals', 'affirmed', 'single'),
  BoolNotEquals: plain('boolean', 'equals', 'negated', 'single'),
  GuidEquals: plain('guid', 'equals', 'affirmed', 'quantifiable'),
  GuidNotEquals: plain('guid', 'equals', 'negated', 'quantifiable'),
};

type Sign = 'affirmed' | 'negated';
type Count = 'quantifiable' | 'single';

function text(relation: Relation, sign: Sign, letters: 'case' | 'ignoreCase', count: Count): OperatorRule {
  return { ...plain('string', relation, sign, count), ignoreCase: letters === 'ignoreCase' };
}

function plain(family: ValueFamily, relation: Relation, sign: Sign, count: Count): OperatorRule {
  return {
    family,
    relation,
    negated: sign === 'negated',
    ignoreCase: false,
    quantifiable: count === 'quantifiable',
  };
}
