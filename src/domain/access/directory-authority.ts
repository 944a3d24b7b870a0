import { wellKnownRoles } from '../role-definition.ts';
import { PEOPLE_ADMINISTRATORS } from './people-administrators.ts';
import type { Protection } from './protection.ts';

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

/** The roles whose holders say who is in a group, by how the group is protected; its owners only while it has no power. */
export function rolesWithAuthorityOverGroup(protection: Protection): readonly string[] {
  if (protection === 'none') return [...PEOPLE_ADMINISTRATORS, wellKnownRoles.groupOwner];
  return protection === 'top' ? [wellKnownRoles.globalAdministrator] : topDirectoryRoles;
}
