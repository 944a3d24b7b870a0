import { compileActionPatterns } from './action-pattern.ts';
import { type Permission, type RoleDefinition, wellKnownRoles } from './role-definition.ts';
import { type Scope, scopeKind } from './scope.ts';

export type RoleRisk = 'critical' | 'high' | 'medium' | 'low';

/** Directory roles that decide over the whole organisation's identities or credentials. */
const criticalDirectoryRoles: ReadonlySet<string> = new Set([
  wellKnownRoles.globalAdministrator,
  wellKnownRoles.privilegedRoleAdministrator,
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13', // Privileged Authentication Administrator
]);

/** Directory roles that are not marked privileged and yet reach everybody's mail and files (BEHAVIOUR §4). */
const highDirectoryRoles: ReadonlySet<string> = new Set([
  '29232cdf-9323-42fd-ade2-1d097af3e4de', // Exchange Administrator
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c', // SharePoint Administrator
]);

const GRANTS_ROLES = 'Microsoft.Authorization/roleAssignments/write';

function allows(permission: Permission, action: string): boolean {
  return compileActionPatterns(permission.actions)(action) && !compileActionPatterns(permission.notActions)(action);
}

/** By the role as it is: definitions never change, a changed role is another one. */
const grantsRolesBy = new WeakMap<RoleDefinition, boolean>();

function grantsRoles(role: RoleDefinition): boolean {
  let grants = grantsRolesBy.get(role);
  if (grants === undefined) {
    grants = role.permissions.some((permission) => permission.condition === null && allows(permission, GRANTS_ROLES));
    grantsRolesBy.set(role, grants);
  }
  return grants;
}

function onlyReads(permission: Permission): boolean {
  return [...permission.actions, ...permission.dataActions].every((action) => action.toLowerCase().endsWith('/read'));
}

/** How much harm the role can do where it is held (BEHAVIOUR §4): who can give roles is High, at the top Critical. */
export function roleRisk(role: RoleDefinition, scope: Scope): RoleRisk {
  if (role.family === 'directory') {
    if (criticalDirectoryRoles.has(role.id)) return 'critical';
    if (role.isPrivileged || highDirectoryRoles.has(role.id)) return 'high';
    return /\breader\b/i.test(role.name) ? 'low' : 'medium';
  }
  // how much a group can do is not the role's to say; whoever is in one with power is shown what it holds
  if (role.family === 'group') return 'medium';
  if (grantsRoles(role)) {
    const kind = scopeKind(scope);
    return kind === 'root' || kind === 'managementGroup' ? 'critical' : 'high';
  }
  if (role.permissions.length > 0 && role.permissions.every(onlyReads)) return 'low';
  return 'medium';
}
