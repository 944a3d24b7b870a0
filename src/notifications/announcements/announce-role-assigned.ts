import type { Schedule } from '../../domain/schedule.ts';
import { extensionOf } from '../../ledger/facts/extension-facts.ts';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import { peopleBehind } from '../../queries/people-behind.ts';
import { administratorsOf } from '../recipients/administrators-of.ts';
import { assignmentReceived, roleAssigned } from '../templates/english/role-assigned.ts';
import type { Announcement, AnnouncementContext } from './announcement.ts';
import { displayName, requestFacts } from './request-facts.ts';

/** Tells the administrators of the role and whoever was assigned it, everybody in a group. */
export async function announceRoleAssigned(schedule: Schedule, context: AnnouncementContext): Promise<Announcement> {
  const { tx, entry } = context;
  const { request, at, model } = await requestFacts(context, schedule.requestId);
  const { kind, principalId, startAt, endAt } = schedule;
  const assigned = {
    kind,
    assignee: await displayName(tx, principalId),
    isGroup: (await principalById(tx, principalId))?.kind === 'group',
    assigner: await assignerOf(context, request.id, model.requestor),
    role: at.model,
    startAt,
    endAt,
    justification: model.justification,
    link: model.link,
  };
  return {
    requestId: request.id,
    settings: { trigger: kind === 'eligible' ? 'Admin_Eligibility' : 'Admin_Assignment', rules: at.policy.rules },
    parts: {
      requestor: {
        people: await peopleBehind(tx, [principalId], entry.at),
        isCritical: false,
        write: (to) => assignmentReceived(assigned, to),
      },
      admin: {
        people: await administratorsOf(tx, at, entry.at),
        isCritical: false,
        write: (to) => roleAssigned(assigned, to),
      },
    },
  };
}

/** Who asked for the assignment gave it, unless an administrator decided. */
async function assignerOf(context: AnnouncementContext, requestId: string, requestor: string): Promise<string> {
  const decision = (await extensionOf(context.tx, requestId))?.decision ?? null;
  return decision === null ? requestor : displayName(context.tx, decision.decidedById);
}
