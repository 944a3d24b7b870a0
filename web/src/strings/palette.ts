/** The texts of the command palette. */
export const paletteStrings = {
  title: 'Search or type a command',
  placeholder: 'Such as: activate owner prod 2h',
  none: 'Nothing found',
  page: 'Page',
  activate: 'Activate',
  activateFor: (duration: string) => `Activate for ${duration}`,
  decide: 'Decide',
  alsoDecide: 'approve deny',
  deactivate: 'Deactivate',
  waits: 'Waits for approval',
  found: { person: 'Person', group: 'Group', scope: 'Scope', role: 'Role' },
  keys: 'Up and down to choose, Enter to go, Esc to close',
} as const;
