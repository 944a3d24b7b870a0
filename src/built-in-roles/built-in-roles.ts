import { builtInGroupRoles } from '../domain/group/group-roles.ts';
import type { Permission, RoleDefinition } from '../domain/role-definition.ts';
import { ROOT } from '../domain/scope.ts';
import azureRoles from './azure-roles.json' with { type: 'json' };
import directoryRoles from './directory-roles.json' with { type: 'json' };

interface AzureRole extends AzurePermission {
  readonly name: string;
  readonly id: string;
  /** Where a role has several parts, or conditions on them; it then stands for the four lists beside it. */
  readonly permissions?: readonly AzurePermission[];
}

interface AzurePermission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  readonly condition?: string | null;
  readonly conditionVersion?: string | null;
}

function toPermission(permission: AzurePermission): Permission {
  const { actions, notActions, dataActions, notDataActions, condition = null, conditionVersion = null } = permission;
  return { actions, notActions, dataActions, notDataActions, condition, conditionVersion };
}

function fromAzure(role: AzureRole): RoleDefinition {
  return {
    id: role.id.toLowerCase(),
    family: 'resource',
    kind: 'builtIn',
    name: role.name,
    description: '',
    isPrivileged: false,
    permissions: (role.permissions ?? [role]).map(toPermission),
    assignableScopes: [ROOT],
  };
}

function fromDirectory(role: (typeof directoryRoles)[number]): RoleDefinition {
  return {
    id: role.templateId.toLowerCase(),
    family: 'directory',
    kind: 'builtIn',
    name: role.displayName,
    description: '',
    isPrivileged: role.isPrivileged,
    permissions: [],
    assignableScopes: [ROOT],
  };
}

/** The roles that every installation has: 928 for resources, 137 for the directory, two for each group. */
export const builtInRoles: readonly RoleDefinition[] = [
  ...(azureRoles as readonly AzureRole[]).map(fromAzure),
  ...directoryRoles.map(fromDirectory),
  ...builtInGroupRoles,
];
