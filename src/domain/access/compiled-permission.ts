import { compileActionPatterns } from '../action-pattern.ts';
import type { Condition } from '../condition/condition.ts';
import type { Permission } from '../role-definition.ts';
import { compileCondition } from './compile-condition.ts';

/** Operations minus exceptions, as a role gives them or a denial takes them, made ready for many questions. */
export interface CompiledPermission {
  readonly matches: (action: string, isDataAction: boolean) => boolean;
  /** null: none; undefined: cannot be read, so nobody can rely on it. */
  readonly condition: Condition | null | undefined;
}

export function compilePermission(permission: Permission): CompiledPermission {
  const actions = compileActionPatterns(permission.actions);
  const notActions = compileActionPatterns(permission.notActions);
  const dataActions = compileActionPatterns(permission.dataActions);
  const notDataActions = compileActionPatterns(permission.notDataActions);
  return {
    matches: (action, isDataAction) =>
      isDataAction ? dataActions(action) && !notDataActions(action) : actions(action) && !notActions(action),
    condition: compileCondition(permission.condition),
  };
}
