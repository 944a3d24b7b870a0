import { scheduleById } from '../../ledger/facts/schedule-facts.ts';
import { administratorsOf, allAdministrators } from '../recipients/administrators-of.ts';
import { type AssignedOutsideModel, assignedOutside } from '../templates/english/assigned-outside.ts';
import type { Announce, Announcement, AnnouncementContext } from './announcement.ts';
import { displayName, requestFacts } from './request-facts.ts';

/** A role assignment was written as such: no request, no approval and no end stand behind it. */
export const announceRoleAssignmentDescribed: Announce<'roleAssignment.described'> = async (event, context) =>
  event.isNew === true ? announceAssignedOutside(event.scheduleId, 'roleAssignment', context) : null;

/** A Global Administrator gave themselves access to all resources. */
export const announceAccessElevated: Announce<'access.elevated'> = ({ scheduleId }, context) =>
  announceAssignedOutside(scheduleId, 'elevation', context);

/** Tells all administrators, and those of the role, at once and whatever the settings (BEHAVIOUR §6). */
async function announceAssignedOutside(
  scheduleId: string,
  by: AssignedOutsideModel['by'],
  context: AnnouncementContext,
): Promise<Announcement | null> {
  const { tx, entry } = context;
  const schedule = await scheduleById(tx, scheduleId);
  if (schedule === null) return null;
  const { request, at, model } = await requestFacts(context, schedule.requestId);
  const outside = {
    by,
    assignee: await displayName(tx, schedule.principalId),
    assigner: model.requestor,
    role: at.model,
    startAt: schedule.startAt,
    endAt: schedule.endAt,
    justification: model.justification,
    origin: entry.origin,
    link: model.link,
  };
  const told = [...(await allAdministrators(tx, entry.at)), ...(await administratorsOf(tx, at, entry.at))];
  const people = [...new Map(told.map((person) => [person.id, person])).values()];
  return {
    requestId: request.id,
    settings: null,
    parts: { admin: { people, isCritical: true, write: (to) => assignedOutside(outside, to) } },
  };
}
