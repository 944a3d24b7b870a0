/** The texts of what finds and chooses people, roles and scopes. */
export const pickStrings = {
  searchScopes: 'Search scopes',
  searchRoles: 'Search roles',
  searchPeople: 'Search people and groups',
  chosen: 'Chosen',
  noneChosen: 'Nobody is chosen yet',
  leaveOut: (name: string) => `Leave out ${name}`,
  change: 'Change',
  kinds: { user: 'Person', group: 'Group', servicePrincipal: 'Service principal' },
  scopeKinds: {
    root: 'Top',
    managementGroup: 'Management group',
    subscription: 'Subscription',
    resourceGroup: 'Resource group',
    resource: 'Resource',
    group: 'Group',
  },
} as const;
