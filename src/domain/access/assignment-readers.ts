import { wellKnownRoles } from '../role-definition.ts';
import { PEOPLE_ADMINISTRATORS } from './people-administrators.ts';

/** Whoever may do this at a scope sees everybody's resource roles and requests there. */
export const READS_RESOURCE_ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments/read';

/** Whoever holds one of these at a scope sees everybody's directory roles and requests there. */
export const READERS_OF_DIRECTORY_ASSIGNMENTS: readonly string[] = [
  wellKnownRoles.globalAdministrator,
  wellKnownRoles.privilegedRoleAdministrator,
];

/** Whoever holds one of these at a group, or administers people, sees who is and may be in it, and its requests. */
export const READERS_OF_GROUP_ASSIGNMENTS: readonly string[] = [...PEOPLE_ADMINISTRATORS, wellKnownRoles.groupOwner];

/** Whoever holds one of these sees the assignments of a family that follows no operations. */
export const readersOf = {
  directory: READERS_OF_DIRECTORY_ASSIGNMENTS,
  group: READERS_OF_GROUP_ASSIGNMENTS,
} as const;

/** Whoever may do this at a scope administers it, and sees what waits there (BEHAVIOUR §4). */
export const WRITES_RESOURCE_ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments/write';
