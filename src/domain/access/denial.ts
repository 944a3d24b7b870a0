import type { Condition } from '../condition/condition.ts';
import type { ConditionContext } from '../condition/condition-context.ts';
import { evaluateCondition } from '../condition/evaluate-condition.ts';
import type { Permission } from '../role-definition.ts';
import type { Scope } from '../scope.ts';
import { compileCondition } from './compile-condition.ts';
import { compilePermission } from './compiled-permission.ts';
import { type DenyAssignment, EVERYONE } from './deny-assignment.ts';

/** What is asked about, as far as a denial looks at it. */
export interface DeniableQuestion {
  readonly action: string;
  readonly isDataAction: boolean;
  /** From the asked scope up to the root. */
  readonly scopeChain: readonly Scope[];
  readonly attributes: Omit<ConditionContext, 'action'>;
}

/** A deny assignment made ready for many questions. */
export interface Denial {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly doNotApplyToChildScopes: boolean;
  readonly permissions: readonly Permission[];
  /** Whether it is about this principal. */
  names(principal: NamedByDenial): boolean;
  /** Whether it denies what is asked, to a principal that it is about. */
  denies(question: DeniableQuestion): boolean;
}

/** A denial that is about a principal during `[startMs, endMs)`: while it is in the groups by which it is. */
export interface DenialInTime {
  readonly denial: Denial;
  readonly startMs: number;
  readonly endMs: number;
}

/** A principal as a denial sees it; both sets contain the principal itself. */
export interface NamedByDenial {
  /** With every group around it, also a disabled one: to disable a group lifts no denial. */
  readonly allIds: ReadonlySet<string>;
  /** With the enabled groups only: a disabled group excepts nobody. */
  readonly enabledIds: ReadonlySet<string>;
}

/** Only a condition that is surely not met lifts a denial: one that is unknown or cannot be read does not. */
function isLifted(condition: Condition | null | undefined, context: ConditionContext): boolean {
  return condition !== null && condition !== undefined && evaluateCondition(condition, context) === false;
}

/** Whether the denial has effect at the first scope of the chain. */
export function reaches(
  { scope, doNotApplyToChildScopes }: Pick<Denial, 'scope' | 'doNotApplyToChildScopes'>,
  scopeChain: readonly Scope[],
): boolean {
  return doNotApplyToChildScopes ? scopeChain[0] === scope : scopeChain.includes(scope);
}

/** Compiles the patterns and conditions of a deny assignment. */
export function compileDenial(denyAssignment: DenyAssignment): Denial {
  const { id, name, scope, doNotApplyToChildScopes, permissions } = denyAssignment;
  const operations = permissions.map(compilePermission);
  const condition = compileCondition(denyAssignment.condition?.text ?? null);
  const included = denyAssignment.principals.map((principal) => principal.id);
  const excluded = denyAssignment.excludePrincipals.map((principal) => principal.id);
  return {
    id,
    name,
    scope,
    doNotApplyToChildScopes,
    permissions,
    names: ({ allIds, enabledIds }) =>
      included.some((each) => each === EVERYONE || allIds.has(each)) && !excluded.some((each) => enabledIds.has(each)),
    denies({ action, isDataAction, scopeChain, attributes }) {
      if (!reaches({ scope, doNotApplyToChildScopes }, scopeChain)) return false;
      const context: ConditionContext = { ...attributes, action };
      if (isLifted(condition, context)) return false;
      return operations.some((each) => each.matches(action, isDataAction) && !isLifted(each.condition, context));
    },
  };
}
