/** The four places an attribute is read from (conditions.md §2). */
export type AttributeSource = 'Principal' | 'Resource' | 'Request' | 'Environment';

/** An attribute as written between the brackets; compare two of them with `attributeKey` (conditions.md §2, §4). */
export interface AttributeReference {
  readonly source: AttributeSource;
  readonly path: string;
}

/** GUIDs are kept dashed and in lower case, whichever way they were written (conditions.md §2). */
export type Literal =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'integer'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'guid'; readonly value: string };

/** `values` holds at least one literal; one value bare and one value in braces are the same operand. */
export type Operand =
  | { readonly kind: 'attribute'; readonly attribute: AttributeReference }
  | { readonly kind: 'values'; readonly values: readonly Literal[] };

/** First word: over the values on the left; second word: over those on the right (conditions.md §3). */
export type Quantifier = 'ForAnyOfAnyValues' | 'ForAllOfAnyValues' | 'ForAnyOfAllValues' | 'ForAllOfAllValues';

type StringRelation = 'Equals' | 'NotEquals' | 'StartsWith' | 'NotStartsWith' | 'Like' | 'NotLike';
type OrderRelation = 'Equals' | 'NotEquals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals';

/** Every comparison operator in its published spelling (conditions.md §3). */
export type ConditionOperator =
  | `String${StringRelation}${'' | 'IgnoreCase'}`
  | `Numeric${OrderRelation}`
  | `DateTime${OrderRelation}`
  | `Bool${'Equals' | 'NotEquals'}`
  | `Guid${'Equals' | 'NotEquals'}`;

export interface Comparison {
  readonly kind: 'comparison';
  readonly left: Operand;
  readonly quantifier?: Quantifier;
  readonly operator: ConditionOperator;
  readonly right: Operand;
}

/** The syntax tree of a condition; parentheses leave no node behind (conditions.md §2). */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'actionMatches' | 'subOperationMatches'; readonly pattern: string }
  | { readonly kind: 'exists'; readonly attribute: AttributeReference }
  | Comparison;
