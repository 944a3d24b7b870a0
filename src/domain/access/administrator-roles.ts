import { type RoleFamily, wellKnownRoles } from '../role-definition.ts';

/** Whose holders administer the roles of a family, at their scope and below it (BEHAVIOUR §4, §6). */
export const administratorRoles: Readonly<Record<RoleFamily, readonly string[]>> = {
  resource: [wellKnownRoles.owner, wellKnownRoles.userAccessAdministrator],
  directory: [wellKnownRoles.globalAdministrator, wellKnownRoles.privilegedRoleAdministrator],
  group: [wellKnownRoles.groupOwner],
};
