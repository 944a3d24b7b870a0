/** The texts of who is signed in with which browser. */
export const sessionStrings = {
  lead: 'Who is signed in with which browser. A session that is ended is dead at once.',
  search: 'Search people',
  columns: { person: 'Person', browser: 'Browser', proven: 'Second factor', used: 'Last used', more: 'End' },
  since: (when: string) => `since ${when}`,
  withFactor: 'second factor proven',
  withoutFactor: 'no second factor',
  proven: 'Proven',
  notProven: 'None',
  none: 'Nobody is signed in',
  noneLead: 'Sessions of the portal show here while they go on.',
  end: 'End',
  endOf: (person: string, browser: string) => `End the session of ${person} in ${browser}`,
  endOthers: 'End all others',
  endOthersLead: (count: number) =>
    count === 1 ? 'One other browser is signed out at once.' : `${count} other browsers are signed out at once.`,
  endedOthers: (count: number) => (count === 1 ? 'One session is ended.' : `${count} sessions are ended.`),
} as const;
