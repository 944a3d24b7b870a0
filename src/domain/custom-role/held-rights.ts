import { includesPattern, patternsOverlap } from '../action-pattern.ts';
import type { Permission } from '../role-definition.ts';

/** What somebody may do at a scope, beyond any doubt: parts of roles without a condition, and what is denied there. */
export interface HeldRights {
  readonly permissions: readonly Permission[];
  readonly denied: readonly Permission[];
}

/** An operation pattern that is not held as a whole. */
export interface UncoveredOperation {
  readonly list: 'actions' | 'dataActions';
  readonly pattern: string;
}

/** One kind of operations of a permission: patterns, and what they do not mean. */
interface Operations {
  readonly included: readonly string[];
  readonly excepted: readonly string[];
}

/** Work for one pattern; where it does not suffice to see that the pattern is held, it counts as not held. */
const MOST_STEPS = 20_000;

/** The first operation that is asked for and not held, or null. What cannot be seen to be held is not (never open). */
export function uncoveredOperation(asked: readonly Permission[], rights: HeldRights): UncoveredOperation | null {
  for (const list of ['actions', 'dataActions'] as const) {
    const held = rights.permissions.map((permission) => operationsOf(permission, list));
    const denied = rights.denied.map((permission) => operationsOf(permission, list));
    for (const permission of asked) {
      const { included, excepted } = operationsOf(permission, list);
      const pattern = included.find((each) => !isHeld(each, excepted, held) || isDenied(each, excepted, denied));
      if (pattern !== undefined) return { list, pattern };
    }
  }
  return null;
}

function operationsOf(permission: Permission, list: UncoveredOperation['list']): Operations {
  return list === 'actions'
    ? { included: permission.actions, excepted: permission.notActions }
    : { included: permission.dataActions, excepted: permission.notDataActions };
}

/** Whether all that the pattern means, less the exceptions, is given by the parts together. */
function isHeld(pattern: string, exceptions: readonly string[], held: readonly Operations[]): boolean {
  const steps = { left: MOST_STEPS };

  function isGiven(wanted: string, by: readonly Operations[]): boolean {
    return by.some((part) => {
      steps.left -= 1;
      if (steps.left < 0 || !part.included.some((wider) => includesPattern(wider, wanted))) return false;
      const others = by.filter((other) => other !== part);
      // what this part leaves out is left out by the exceptions too, or given by another part
      return part.excepted.every((hole) => {
        if (!patternsOverlap(hole, wanted)) return true;
        return [hole, wanted].some((all) => isExcepted(all) || isGiven(all, others));
      });
    });
  }

  function isExcepted(all: string): boolean {
    return exceptions.some((exception) => includesPattern(exception, all));
  }

  return isGiven(pattern, held);
}

/** Whether some of what the pattern means, less the exceptions, may be denied. */
function isDenied(pattern: string, exceptions: readonly string[], denied: readonly Operations[]): boolean {
  return denied.some(({ included, excepted }) => {
    if (excepted.some((exception) => includesPattern(exception, pattern))) return false;
    return included.some((each) => {
      if (!patternsOverlap(each, pattern)) return false;
      return !exceptions.some((exception) => includesPattern(exception, each) || includesPattern(exception, pattern));
    });
  });
}
