import type { Schedule } from '../../domain/schedule.ts';
import { isBefore } from '../../domain/time.ts';
import { scheduleById } from '../../ledger/facts/schedule-facts.ts';
import type { AnnouncementContext } from '../announcements/announcement.ts';
import type { Describe, Described } from './described.ts';
import { principalData, requestData, scheduleData } from './request-data.ts';

/** An assignment is told when it is made, an activation when it begins. */
export const describeScheduleCreated: Describe<'schedule.created'> = ({ schedule }, context) => {
  if (schedule.assignmentType === 'assigned') return describeHeld('role.assigned', schedule, context);
  const isPlanned = isBefore(context.entry.at, schedule.startAt);
  return isPlanned ? Promise.resolve(null) : describeHeld('role.activated', schedule, context);
};

export const describeScheduleStarted: Describe<'schedule.started'> = async ({ scheduleId }, context) => {
  const schedule = await scheduleById(context.tx, scheduleId);
  return schedule?.assignmentType === 'activated' ? describeHeld('role.activated', schedule, context) : null;
};

/** What of activations is told to their holders alone is told nobody outside. */
export const describeScheduleEndingSoon: Describe<'schedule.endingSoon'> = async (event, context) => {
  const schedule = await scheduleById(context.tx, event.scheduleId);
  if (schedule?.assignmentType !== 'assigned') return null;
  const assignment = await scheduleData(context, { ...schedule, endAt: event.endAt });
  return assignment === null ? null : { topic: 'assignment.endingSoon', data: { assignment, lead: event.lead } };
};

/** What ran out; what somebody ended is no surprise. */
export const describeScheduleEnded: Describe<'schedule.ended'> = async (event, context) => {
  const schedule = event.reason === 'expired' ? await scheduleById(context.tx, event.scheduleId) : null;
  if (schedule?.assignmentType !== 'assigned') return null;
  const assignment = await scheduleData(context, { ...schedule, endAt: event.endAt });
  return assignment === null ? null : { topic: 'assignment.ended', data: { assignment } };
};

export const describeRoleAssignmentDescribed: Describe<'roleAssignment.described'> = async (event, context) =>
  event.isNew === true ? describeOutside(event.scheduleId, 'roleAssignment', context) : null;

export const describeAccessElevated: Describe<'access.elevated'> = ({ scheduleId }, context) =>
  describeOutside(scheduleId, 'elevation', context);

async function describeHeld(
  topic: 'role.assigned' | 'role.activated',
  schedule: Schedule,
  context: AnnouncementContext,
): Promise<Described | null> {
  const request = await requestData(context, schedule.requestId);
  const held = await scheduleData(context, schedule);
  if (request === null || held === null) return null;
  return { topic, data: { [topic === 'role.assigned' ? 'assignment' : 'activation']: held, request } };
}

async function describeOutside(
  scheduleId: string,
  by: string,
  context: AnnouncementContext,
): Promise<Described | null> {
  const schedule = await scheduleById(context.tx, scheduleId);
  const assignment = schedule === null ? null : await scheduleData(context, schedule);
  if (assignment === null) return null;
  const { actorId } = context.entry;
  const assignedBy = actorId === null ? null : await principalData(context.tx, actorId);
  return { topic: 'role.assignedOutside', data: { assignment, by, assignedBy } };
}
