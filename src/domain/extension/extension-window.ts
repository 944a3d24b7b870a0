import type { Violation } from '../errors.ts';
import type { EndReason, Schedule } from '../schedule.ts';
import { isBefore } from '../time.ts';

const DAY_MS = 86_400_000;
/** An assignment can be extended in its last days (BEHAVIOUR §3). */
export const EXTENSION_OPENS_BEFORE_MS = 14 * DAY_MS;
/** And renewed for so long after it expired (BEHAVIOUR §3). */
export const RENEWAL_OPEN_FOR_MS = 30 * DAY_MS;

/** An assignment with what is on record of its end. */
export interface RecordedAssignment {
  readonly schedule: Schedule;
  /** null: no end is on record; the clock may be past it all the same. */
  readonly endReason: EndReason | null;
}

/** An assignment that can be extended or renewed has an end. */
export type TimeBound = Schedule & { readonly endAt: Temporal.Instant };

/** Why an unfinished assignment cannot be extended now, or the assignment. Says when the window opens. */
export function extendable(schedule: Schedule, now: Temporal.Instant): TimeBound | Violation {
  const { endAt } = schedule;
  if (endAt === null) {
    return { code: 'extensionNotPossible', message: 'a permanent assignment has no end that could be extended' };
  }
  const opensAt = endAt.subtract({ milliseconds: EXTENSION_OPENS_BEFORE_MS });
  if (!isBefore(now, opensAt)) return { ...schedule, endAt };
  return {
    code: 'extensionNotOpen',
    given: now.toString(),
    allowed: opensAt.toString(),
    message: `extend opens at \`${opensAt}\`, 14 days before the end of the assignment`,
  };
}

/** Why an ended assignment cannot be renewed now, or the assignment. Says when the window closed. */
export function renewable({ schedule, endReason }: RecordedAssignment, now: Temporal.Instant): TimeBound | Violation {
  const { endAt } = schedule;
  if (endAt === null || isBefore(now, endAt)) {
    const opens = endAt === null ? 'it never expires' : `renew opens at \`${endAt}\`, when it expires`;
    return {
      code: 'extensionNotOpen',
      ...(endAt === null ? {} : { allowed: endAt.toString() }),
      message: `the assignment has not expired: ${opens}`,
    };
  }
  if (endReason !== null && endReason !== 'expired') {
    return {
      code: 'extensionNotPossible',
      message: `the assignment did not expire, it was ended (${endReason}); an administrator must assign it anew`,
    };
  }
  const closesAt = renewalClosesAt({ endAt });
  if (isBefore(now, closesAt)) return { ...schedule, endAt };
  return {
    code: 'extensionNotOpen',
    given: now.toString(),
    allowed: closesAt.toString(),
    message: `renew closed at \`${closesAt}\`, 30 days after the assignment expired; an administrator must assign it anew`,
  };
}

/** The first instant at which an expired assignment can no longer be renewed. */
export function renewalClosesAt({ endAt }: { readonly endAt: Temporal.Instant }): Temporal.Instant {
  return endAt.add({ milliseconds: RENEWAL_OPEN_FOR_MS });
}
