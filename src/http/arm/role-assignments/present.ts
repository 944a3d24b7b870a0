import type { Names } from '../../../queries/names-of.ts';
import type { RoleAssignmentRecord } from '../../../queries/role-assignments.ts';
import { resourceId, roleDefinitionResourceId } from '../resource-ids.ts';
import { presentPrincipalType } from '../words.ts';

/** A live active schedule as a role assignment (contracts/arm §12); an activation shows as one while it lasts. */
export function presentRoleAssignment(record: RoleAssignmentRecord, names: Names) {
  const { schedule, name, description, createdById, updatedById, updatedAt } = record;
  const { path } = names.scope(schedule.scope);
  return {
    properties: {
      roleDefinitionId: roleDefinitionResourceId(path, schedule.roleDefinitionId),
      principalId: schedule.principalId,
      principalType: presentPrincipalType(names.principal(schedule.principalId).kind),
      scope: path,
      condition: schedule.condition?.text ?? null,
      conditionVersion: schedule.condition?.version ?? null,
      createdOn: schedule.createdAt.toString(),
      updatedOn: updatedAt.toString(),
      createdBy: createdById,
      updatedBy: updatedById,
      delegatedManagedIdentityResourceId: null,
      description,
    },
    id: resourceId(path, 'roleAssignments', name),
    type: 'Microsoft.Authorization/roleAssignments',
    name,
  };
}
