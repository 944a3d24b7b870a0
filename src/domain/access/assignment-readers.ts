import { wellKnownRoles } from '../role-definition.ts';

/** Whoever may do this at a scope sees everybody's resource roles and requests there. */
export const READS_RESOURCE_ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments/read';

/** Whoever holds one of these at a scope sees everybody's directory roles and requests there. */
export const READERS_OF_DIRECTORY_ASSIGNMENTS: readonly string[] = [
  wellKnownRoles.globalAdministrator,
  wellKnownRoles.privilegedRoleAdministrator,
];

/** Whoever may do this at a scope administers it, and sees what waits there (BEHAVIOUR §4). */
export const WRITES_RESOURCE_ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments/write';
