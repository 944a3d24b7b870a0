/** The texts of times and durations; dates and numbers themselves are written by `Intl`. */
export const timeStrings = {
  left: (left: string) => `${left} left`,
  until: (when: string) => `until ${when}`,
  from: 'From',
  to: 'Until',
  noEnd: 'no end',
  starts: (when: string) => `starts ${when}`,
  ended: 'ended',
  yesterday: 'yesterday',
  today: 'today',
  tomorrow: 'tomorrow',
  /** An hour of a day that has a name. */
  onDay: (day: string, clock: string) => `${day} ${clock}`,
  days: (days: number) => `${days} days`,
  hours: (hours: number) => `${hours} h`,
  minutes: (minutes: number) => `${minutes} min`,
  seconds: (seconds: number) => `${seconds} s`,
  /** What is larger before what is smaller. */
  together: (larger: string, smaller: string) => `${larger} ${smaller}`,
} as const;
