import { wellKnownRoles } from '../role-definition.ts';

/** Whoever could give one of these could give themselves everything. */
export const topDirectoryRoles: readonly string[] = [
  wellKnownRoles.globalAdministrator,
  wellKnownRoles.privilegedRoleAdministrator,
];

/**
 * The directory roles by which an assignment of this role may be given, changed or taken: of those that the command
 * asks for, only Global Administrator where the role is a top one (BEHAVIOUR §3: not beyond one's own authority).
 * Microsoft lets a Privileged Role Administrator assign Global Administrator (≠), which makes the two one role. For
 * resource roles the meaning is Azure's: the right to write assignments at the scope, under the conditions of the role
 * that gives it, is the authority; a User Access Administrator may assign Owner.
 */
export function rolesWithAuthority(required: readonly string[], roleDefinitionId: string): readonly string[] {
  if (!topDirectoryRoles.includes(roleDefinitionId)) return required;
  return required.filter((id) => id === wellKnownRoles.globalAdministrator);
}
