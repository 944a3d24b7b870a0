/** The texts of the page about oneself. */
export const meStrings = {
  lead: 'How times and colours look on this device, and where you are signed in.',
  theme: 'Theme',
  themes: { system: 'As the device', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  zone: 'Time zone',
  zoneDevice: (zone: string) => `As the device (${zone})`,
  telling: 'Choose mail, bell, digest and quiet hours',
  sessions: 'Sessions',
  sessionsLead: 'Browsers in which you are signed in. What you do not know, end.',
  current: 'This one',
  end: 'End',
  endNamed: (agent: string) => `End the session of ${agent}`,
  ended: 'The session is ended.',
  unknownAgent: 'Unknown browser',
  used: (when: string) => `last used ${when}`,
  expires: (when: string) => `expires ${when}`,
  on: (browser: string, system: string) => `${browser} on ${system}`,
} as const;
