import type { Schedule } from '../schedule.ts';

/** How long before the end of a schedule somebody is reminded of it. */
export type ReminderLead = 'P14D' | 'P1D' | 'PT15M' | 'PT5M';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** In milliseconds. */
export const leadMs: Readonly<Record<ReminderLead, number>> = {
  P14D: 14 * DAY_MS,
  P1D: DAY_MS,
  PT15M: 15 * MINUTE_MS,
  PT5M: 5 * MINUTE_MS,
};

/** The longest first (BEHAVIOUR §6). */
const leads: Readonly<Record<Schedule['assignmentType'], readonly ReminderLead[]>> = {
  assigned: ['P14D', 'P1D'],
  activated: ['PT15M', 'PT5M'],
};

export interface RemindedSchedule {
  readonly assignmentType: Schedule['assignmentType'];
  /** Milliseconds since the epoch, as the two below. */
  readonly startAt: number;
  readonly endAt: number | null;
}

/** When the next reminder is due after `after`; null: none. What is shorter than the time ahead is not reminded of. */
export function nextReminderAt({ assignmentType, startAt, endAt }: RemindedSchedule, after: number): number | null {
  if (endAt === null) return null;
  const moments = leads[assignmentType].map((lead) => endAt - leadMs[lead]);
  return moments.find((moment) => moment > after && moment >= startAt) ?? null;
}

/** Of what is due at `now` the most urgent, where several were missed; null: the end has come, or nothing is due. */
export function dueReminder({ assignmentType, endAt }: RemindedSchedule, now: number): ReminderLead | null {
  if (endAt === null || now >= endAt) return null;
  return leads[assignmentType].findLast((lead) => endAt - leadMs[lead] <= now) ?? null;
}
