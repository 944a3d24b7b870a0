import type { Quantifier } from './condition.ts';

export type Reach = 'any' | 'all';

/** How far each quantifier reaches over the values of either side (conditions.md §3). */
export const QUANTIFIER_RULES: Readonly<Record<Quantifier, { readonly left: Reach; readonly right: Reach }>> = {
  ForAnyOfAnyValues: { left: 'any', right: 'any' },
  ForAllOfAnyValues: { left: 'all', right: 'any' },
  ForAnyOfAllValues: { left: 'any', right: 'all' },
  ForAllOfAllValues: { left: 'all', right: 'all' },
};
