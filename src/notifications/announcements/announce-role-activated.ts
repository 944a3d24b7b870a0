import type { Schedule } from '../../domain/schedule.ts';
import { administratorsOf } from '../recipients/administrators-of.ts';
import { roleAtScope } from '../role-at-scope.ts';
import { activationBegan, roleActivated } from '../templates/english/role-activated.ts';
import type { Announcement, AnnouncementContext } from './announcement.ts';
import { requestFacts } from './request-facts.ts';

/** Tells the administrators of the role and its holder that an activation runs. */
export async function announceRoleActivated(schedule: Schedule, context: AnnouncementContext): Promise<Announcement> {
  const { request, model, requestor } = await requestFacts(context, schedule.requestId);
  // an approver may have granted a narrower scope than was asked for
  const at = await roleAtScope(context.tx, schedule);
  const { startAt, endAt } = schedule;
  const activated = { ...model, role: at.model, startAt, endAt };
  return {
    requestId: request.id,
    settings: { trigger: 'EndUser_Assignment', rules: at.policy.rules },
    parts: {
      requestor: { people: requestor, isCritical: false, write: (to) => activationBegan(activated, to) },
      admin: {
        people: await administratorsOf(context.tx, at, context.entry.at),
        isCritical: false,
        write: (to) => roleActivated(activated, to),
      },
    },
  };
}
