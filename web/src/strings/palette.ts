/** The texts of the command palette. */
export const paletteStrings = {
  title: 'Search or type a command',
  placeholder: 'activate owner prod 2h, approve alice, a page, person, scope',
  none: 'Nothing found',
  page: 'Page',
  activate: 'Activate',
  approve: 'Decide',
  deactivate: 'Deactivate',
  waits: 'Your request',
  found: { person: 'Person', group: 'Group', scope: 'Scope', role: 'Role' },
  keys: 'Up and down to choose, Enter to go, Esc to close',
} as const;
