import type { Condition } from './condition.ts';

/** How many parentheses and negations stand inside each other when the condition is printed. */
export function nestingOf(condition: Condition): number {
  if (condition.kind === 'not') return 1 + nestingInside(condition.operand, ['and', 'or', 'comparison']);
  if (condition.kind !== 'and' && condition.kind !== 'or') return 0;
  let deepest = 0;
  for (const operand of condition.operands) deepest = Math.max(deepest, nestingInside(operand, ['and', 'or']));
  return deepest;
}

function nestingInside(condition: Condition, parenthesised: readonly Condition['kind'][]): number {
  return nestingOf(condition) + (parenthesised.includes(condition.kind) ? 1 : 0);
}
