import type { Scope } from './scope.ts';

export type RoleFamily = 'resource' | 'directory' | 'group';

/** What one part of a role allows: operations minus exceptions, on the control plane and on data. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  readonly condition: string | null;
  readonly conditionVersion: string | null;
}

export interface RoleDefinition {
  readonly id: string;
  readonly family: RoleFamily;
  readonly kind: 'builtIn' | 'custom';
  readonly name: string;
  readonly description: string;
  readonly isPrivileged: boolean;
  readonly permissions: readonly Permission[];
  readonly assignableScopes: readonly Scope[];
}

/** Ids of the built-in roles that the server's own authorisation names (BEHAVIOUR §4, §3). */
export const wellKnownRoles = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  userAccessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  roleBasedAccessControlAdministrator: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  groupMember: '5fdaef21-366a-4d44-876a-f74c9453fe68',
  groupOwner: 'd61c5eb5-3f1c-4f05-9692-2d218f890530',
} as const;

/** A role's name as names are compared: without case, and without differences that nobody sees. */
export function roleNameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}
