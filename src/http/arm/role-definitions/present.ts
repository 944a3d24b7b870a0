import type { Permission } from '../../../domain/role-definition.ts';
import type { Names } from '../../../queries/names-of.ts';
import type { RoleDefinitionRecord } from '../../../queries/role-definitions.ts';
import { roleDefinitionResourceId } from '../resource-ids.ts';
import { presentRoleType } from '../words.ts';

/** The four lists; the wire of this version has no member for a condition in a role. */
export function presentPermission({ actions, notActions, dataActions, notDataActions }: Permission) {
  return { actions, notActions, dataActions, notDataActions };
}

/** A role definition as it is listed at a scope (contracts/arm §12). */
export function presentRoleDefinition(record: RoleDefinitionRecord, atPath: string, names: Pick<Names, 'scope'>) {
  const { role, createdAt, createdById, updatedAt, updatedById } = record;
  return {
    properties: {
      roleName: role.name,
      type: presentRoleType(role.kind),
      description: role.description,
      assignableScopes: role.assignableScopes.map((scope) => names.scope(scope).path),
      permissions: role.permissions.map(presentPermission),
      ...(createdAt === null ? {} : { createdOn: createdAt.toString() }),
      ...(updatedAt === null ? {} : { updatedOn: updatedAt.toString() }),
      createdBy: createdById,
      updatedBy: updatedById,
    },
    id: roleDefinitionResourceId(atPath, role.id),
    type: 'Microsoft.Authorization/roleDefinitions',
    name: role.id,
  };
}
