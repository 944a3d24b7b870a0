import { type RoleDefinition, wellKnownRoles } from '../role-definition.ts';

/** What one can be to a group for a time, as both wires spell it. */
export type GroupAccess = 'member' | 'owner';

const accessOf: ReadonlyMap<string, GroupAccess> = new Map([
  [wellKnownRoles.groupMember, 'member'],
  [wellKnownRoles.groupOwner, 'owner'],
]);

/** What the role makes of its holder in a group; null: it is no group role. */
export function groupAccessOf(roleDefinitionId: string): GroupAccess | null {
  return accessOf.get(roleDefinitionId) ?? null;
}

function groupRole(id: string, name: string, description: string): RoleDefinition {
  return {
    id,
    family: 'group',
    kind: 'builtIn',
    name,
    description,
    isPrivileged: false,
    permissions: [],
    assignableScopes: [],
  };
}

/** The two roles of every group (BEHAVIOUR §1). What a member can do is what the group can. */
export const builtInGroupRoles: readonly RoleDefinition[] = [
  groupRole(wellKnownRoles.groupMember, 'Group Member', 'Is in the group, and has what the group has.'),
  groupRole(wellKnownRoles.groupOwner, 'Group Owner', 'Decides who is in the group, while the group has no power.'),
];
