import type { Condition } from '../condition/condition.ts';
import type { RoleDefinition } from '../role-definition.ts';
import { compilePermission } from './compiled-permission.ts';

/**
 * What a role says of one operation: no; yes; or yes under any one of these conditions.
 */
export type RoleAnswer = 'no' | 'yes' | readonly Condition[];

/** A role definition made ready for many questions. */
export interface CompiledRole {
  readonly id: string;
  answer(action: string, isDataAction: boolean): RoleAnswer;
}

/** So many different operations are remembered for each role; a caller cannot make the memory grow further. */
const REMEMBERED_ANSWERS = 4096;

/** Compiles the patterns of a role; answers are remembered, since the same few operations are asked for ever. */
export function compileRole(role: Pick<RoleDefinition, 'id' | 'permissions'>): CompiledRole {
  const permissions = role.permissions.map(compilePermission);
  const remembered = { control: new Map<string, RoleAnswer>(), data: new Map<string, RoleAnswer>() };

  function compute(action: string, isDataAction: boolean): RoleAnswer {
    const matching = permissions.filter(({ matches }) => matches(action, isDataAction));
    if (matching.some(({ condition }) => condition === null)) return 'yes';
    const conditions = matching.flatMap(({ condition }) => (condition ? [condition] : []));
    return conditions.length > 0 ? conditions : 'no';
  }

  return {
    id: role.id,
    answer(action, isDataAction) {
      const answers = isDataAction ? remembered.data : remembered.control;
      const known = answers.get(action);
      if (known !== undefined) return known;
      const answer = compute(action, isDataAction);
      if (answers.size < REMEMBERED_ANSWERS) answers.set(action, answer);
      return answer;
    },
  };
}
