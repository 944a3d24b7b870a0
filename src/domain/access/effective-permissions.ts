import { includesPattern, patternsOverlap } from '../action-pattern.ts';
import type { Permission } from '../role-definition.ts';

/** More parts are not made: beyond them, what a denial excepts is left out too. */
const MOST_PARTS = 200;

/**
 * What is left of permissions where others are denied, as lists of patterns: never more than is left, and a little less
 * where two patterns overlap without one containing the other.
 */
export function effectivePermissions(
  permissions: readonly Permission[],
  denied: readonly Permission[],
): readonly Permission[] {
  let parts = permissions;
  for (const denial of denied) {
    const isRoom = parts.length < MOST_PARTS;
    parts = parts.flatMap((part) => withoutDenied(part, denial, isRoom));
  }
  return parts.filter(({ actions, dataActions }) => actions.length + dataActions.length > 0);
}

function withoutDenied(part: Permission, denial: Permission, isRoom: boolean): readonly Permission[] {
  const isTouched = overlaps(part.actions, denial.actions) || overlaps(part.dataActions, denial.dataActions);
  if (!isTouched) return [part];
  const left: Permission = {
    ...part,
    notActions: [...part.notActions, ...denial.actions],
    notDataActions: [...part.notDataActions, ...denial.dataActions],
  };
  const excepted: Permission = {
    ...part,
    actions: common(part.actions, denial.notActions),
    dataActions: common(part.dataActions, denial.notDataActions),
  };
  return isRoom ? [left, excepted] : [left];
}

function overlaps(some: readonly string[], others: readonly string[]): boolean {
  return some.some((pattern) => others.some((other) => patternsOverlap(pattern, other)));
}

/** What both lists mean, as far as one pattern contains another. */
function common(some: readonly string[], others: readonly string[]): readonly string[] {
  const both = some.flatMap((pattern) =>
    others.flatMap((other) => {
      if (includesPattern(pattern, other)) return [other];
      return includesPattern(other, pattern) ? [pattern] : [];
    }),
  );
  return [...new Set(both)];
}
