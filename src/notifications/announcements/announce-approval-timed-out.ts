import { stageOf } from '../../ledger/facts/approval-facts.ts';
import { approversOf } from '../../queries/approvers-of.ts';
import { approvalTimedOut, requestTimedOut } from '../templates/english/approval-timed-out.ts';
import type { Announce } from './announcement.ts';
import { requestFacts } from './request-facts.ts';

/** Tells requestor and approvers that nobody decided. */
export const announceApprovalTimedOut: Announce<'approval.timedOut'> = async (event, context) => {
  const { tx, entry } = context;
  const { request, at, model, requestor } = await requestFacts(context, event.requestId);
  const stage = await stageOf(tx, request.id);
  const timedOut = { ...model, expiredAt: stage?.expiresAt ?? entry.at };
  const approvers = await approversOf(tx, request, stage ?? { approvers: [], ordinal: 0 }, at, entry.at);
  return {
    requestId: request.id,
    settings: { trigger: 'EndUser_Assignment', rules: at.policy.rules },
    parts: {
      requestor: { people: requestor, isCritical: true, write: (to) => requestTimedOut(timedOut, to) },
      approver: { people: approvers, isCritical: false, write: (to) => approvalTimedOut(timedOut, to) },
    },
  };
};
