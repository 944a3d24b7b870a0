import { leadMs } from '../../domain/reminder/reminder.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { stagesOf } from '../../ledger/facts/approval-facts.ts';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import { scheduleById } from '../../ledger/facts/schedule-facts.ts';
import { approversOf } from '../../queries/approvers-of.ts';
import { peopleBehind } from '../../queries/people-behind.ts';
import { administratorsOf } from '../recipients/administrators-of.ts';
import { roleAtScope } from '../role-at-scope.ts';
import { approvalReminder } from '../templates/english/approval-requested.ts';
import { activationEnding, assignmentEnding, heldAssignmentEnding } from '../templates/english/schedule-ending.ts';
import type { Announce, Announcement, AnnouncementContext } from './announcement.ts';
import { requestFacts } from './request-facts.ts';

/** Half of the time to decide is over: reminds who may decide and has not. */
export const announceApprovalReminded: Announce<'approval.reminded'> = async ({ requestId, stageId }, context) => {
  const { tx, entry } = context;
  const { request, at, model } = await requestFacts(context, requestId);
  const stages = await stagesOf(tx, requestId);
  const stage = stages.find(({ id }) => id === stageId);
  if (stage === undefined) return null;
  const waiting = { ...model, expiresAt: stage.expiresAt, approvalsNeeded: stage.approvalsNeeded };
  const deciders = stages.flatMap(({ decisions }) => decisions.map(({ decidedById }) => decidedById));
  const approvers = await approversOf(tx, request, stage, at, entry.at);
  return {
    requestId,
    settings: { trigger: 'EndUser_Assignment', rules: at.policy.rules },
    parts: {
      approver: {
        people: approvers.filter(({ id }) => !deciders.includes(id)),
        isCritical: true,
        write: (to) => approvalReminder(waiting, to),
      },
    },
  };
};

/** Reminds of the end of an assignment, or of a running activation (by the bell alone). */
export const announceScheduleEndingSoon: Announce<'schedule.endingSoon'> = async (event, context) => {
  const schedule = await scheduleById(context.tx, event.scheduleId);
  return schedule === null ? null : announceEnd({ ...schedule, endAt: event.endAt }, leadMs[event.lead], context);
};

/** Tells that an assignment has run out; what somebody ended is no surprise. */
export const announceScheduleEnded: Announce<'schedule.ended'> = async ({ scheduleId, reason, endAt }, context) => {
  const schedule = reason === 'expired' ? await scheduleById(context.tx, scheduleId) : null;
  return schedule?.assignmentType === 'assigned' ? announceEnd({ ...schedule, endAt }, null, context) : null;
};

async function announceEnd(
  schedule: Schedule & { readonly endAt: Temporal.Instant },
  lead: number | null,
  { tx, entry, linkTo }: AnnouncementContext,
): Promise<Announcement> {
  const { kind, principalId, requestId, endAt } = schedule;
  const at = await roleAtScope(tx, schedule);
  const holder = await principalById(tx, principalId);
  const ending = {
    kind,
    holder: holder?.displayName ?? principalId,
    isGroup: holder?.kind === 'group',
    role: at.model,
    endAt,
    leadMs: lead,
    link: linkTo(requestId),
  };
  const people = await peopleBehind(tx, [principalId], entry.at);
  if (schedule.assignmentType === 'activated') {
    const write = (to: Parameters<typeof activationEnding>[1]) =>
      activationEnding({ ...ending, leadMs: lead ?? 0 }, to);
    return { requestId, settings: null, only: 'bell', parts: { requestor: { people, isCritical: true, write } } };
  }
  const admins = await administratorsOf(tx, at, entry.at);
  // on the last day it is for the holder to act
  const isCritical = lead === leadMs.P1D;
  return {
    requestId,
    settings: { trigger: kind === 'eligible' ? 'Admin_Eligibility' : 'Admin_Assignment', rules: at.policy.rules },
    parts: {
      requestor: { people, isCritical, write: (to) => assignmentEnding(ending, to) },
      admin: { people: admins, isCritical: false, write: (to) => heldAssignmentEnding(ending, to) },
    },
  };
}
