import type { Condition } from './condition.ts';
import { conditionKey, flatten } from './condition-key.ts';

/**
 * Whether the candidate lets nothing through that `of` would not: every term that `of` demands, the candidate demands
 * as well (conditions.md §4). True is certain; false means only that it could not be seen.
 */
export function isAtLeastAsNarrow(candidate: Condition, of: Condition): boolean {
  const demanded = new Set(flatten('and', candidate).map((term) => conditionKey(term)));
  return flatten('and', of).every((term) => demanded.has(conditionKey(term)));
}
