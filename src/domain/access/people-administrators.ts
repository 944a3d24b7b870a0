import { wellKnownRoles } from '../role-definition.ts';

/** Whoever holds one of these at the root administers people and groups without power. */
export const PEOPLE_ADMINISTRATORS: readonly string[] = [
  wellKnownRoles.globalAdministrator,
  wellKnownRoles.privilegedRoleAdministrator,
  wellKnownRoles.userAdministrator,
];
