import { type DeniedPrincipal, type DenyAssignment, EVERYONE } from '../../../domain/access/deny-assignment.ts';
import type { Names } from '../../../queries/names-of.ts';
import { resourceId } from '../resource-ids.ts';
import { presentPermission } from '../role-definitions/present.ts';
import { presentPrincipalType } from '../words.ts';

/** A deny assignment in the shape that the official clients read (contracts/arm §12). */
export function presentDenyAssignment(denyAssignment: DenyAssignment, names: Names) {
  const { id, scope, condition, createdAt, createdById } = denyAssignment;
  const { path } = names.scope(scope);
  return {
    properties: {
      denyAssignmentName: denyAssignment.name,
      description: denyAssignment.description,
      permissions: denyAssignment.permissions.map((permission) => ({
        ...presentPermission(permission),
        condition: permission.condition,
        conditionVersion: permission.conditionVersion,
      })),
      scope: path,
      doNotApplyToChildScopes: denyAssignment.doNotApplyToChildScopes,
      principals: denyAssignment.principals.map((each) => presentPrincipal(each, names)),
      excludePrincipals: denyAssignment.excludePrincipals.map((each) => presentPrincipal(each, names)),
      isSystemProtected: false,
      condition: condition?.text ?? null,
      conditionVersion: condition?.version ?? null,
      createdOn: createdAt.toString(),
      updatedOn: createdAt.toString(),
      createdBy: createdById,
      updatedBy: createdById,
    },
    id: resourceId(path, 'denyAssignments', id),
    type: 'Microsoft.Authorization/denyAssignments',
    name: id,
  };
}

function presentPrincipal({ id, kind }: DeniedPrincipal, names: Names) {
  if (kind === 'everyone') return { id: EVERYONE, displayName: 'All Principals', type: 'SystemDefined', email: null };
  const { displayName, email } = names.principal(id);
  return { id, displayName, type: presentPrincipalType(kind), email };
}
