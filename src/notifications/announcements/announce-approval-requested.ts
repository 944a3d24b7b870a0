import { stagesOf } from '../../ledger/facts/approval-facts.ts';
import { approversOf } from '../../queries/approvers-of.ts';
import { approvalAwaited, approvalRequested } from '../templates/english/approval-requested.ts';
import type { Announce } from './announcement.ts';
import { requestFacts } from './request-facts.ts';

/** Asks the approvers of the stage that opened, and confirms to the requestor that the first one did. */
export const announceApprovalRequested: Announce<'approval.requested'> = async (event, context) => {
  const { request, at, model, requestor } = await requestFacts(context, event.requestId);
  const { expiresAt, approvers: named, ordinal = 0, approvalsNeeded = 1 } = event;
  const waiting = { ...model, expiresAt, approvalsNeeded };
  const { tx, entry } = context;
  const approvers = await approversOf(tx, request, { approvers: named, ordinal }, at, entry.at);
  // of the stages before: a decision on this one is seen only by a teller that is behind, and says nothing of whom it asked
  const before = (await stagesOf(tx, request.id)).filter((stage) => stage.ordinal < ordinal);
  const deciders = before.flatMap(({ decisions }) => decisions.map(({ decidedById }) => decidedById));
  return {
    requestId: request.id,
    settings: { trigger: 'EndUser_Assignment', rules: at.policy.rules },
    parts: {
      approver: {
        people: approvers.filter(({ id }) => !deciders.includes(id)),
        isCritical: true,
        write: (to) => approvalRequested(waiting, to),
      },
      ...(ordinal > 0
        ? {}
        : { requestor: { people: requestor, isCritical: false, write: (to) => approvalAwaited(waiting, to) } }),
    },
  };
};
