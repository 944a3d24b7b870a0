import type { AskedRoleAssignment } from '../../../commands/create-role-assignment.ts';
import { MAX_CONDITION_BYTES } from '../../../domain/condition/condition-limits.ts';
import type { Scope } from '../../../domain/scope.ts';
import { membersOf, requiredObjectOf, requiredTextOf, textOf, wordOf } from '../json-members.ts';
import { parseGuid, parseRoleDefinitionId } from '../resource-ids.ts';
import { principalTypeWords } from '../words.ts';

const CONDITION_VERSION = '2.0';
const LONGEST_DESCRIPTION = 2048;

/** Reads the body of a role assignment (contracts/arm §12), with the scope that its role's id is written at. */
export function parseRoleAssignment(
  address: { readonly name: string; readonly scope: Scope },
  body: unknown,
): { readonly asked: AskedRoleAssignment; readonly roleScope: Scope } {
  const properties = requiredObjectOf(membersOf(body, ''), 'properties');
  const role = parseRoleDefinitionId(requiredTextOf(properties, 'roleDefinitionId'), 'properties.roleDefinitionId');
  // null or empty text clears a condition (contracts/conditions §6)
  const condition = textOf(properties, 'condition', { most: MAX_CONDITION_BYTES, isMultiline: true }) || null;
  const version = textOf(properties, 'conditionVersion', { most: 10 }) || CONDITION_VERSION;
  return {
    roleScope: role.scope,
    asked: {
      name: parseGuid(address.name, 'roleAssignmentName'),
      scope: address.scope,
      principalId: parseGuid(requiredTextOf(properties, 'principalId'), 'properties.principalId'),
      principalKind: wordOf(properties, 'principalType', principalTypeWords),
      roleDefinitionId: role.id,
      description: textOf(properties, 'description', { most: LONGEST_DESCRIPTION, isMultiline: true }) || null,
      condition: condition === null ? null : { text: condition, version },
    },
  };
}
