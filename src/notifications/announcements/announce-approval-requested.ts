import { approversOf } from '../recipients/approvers-of.ts';
import { approvalRequested } from '../templates/approval-requested.ts';
import type { Announce } from './announcement.ts';
import { requestFacts } from './request-facts.ts';

/** Asks the approvers, and confirms to the requestor. */
export const announceApprovalRequested: Announce<'approval.requested'> = async (event, context) => {
  const { request, at, model, requestor } = await requestFacts(context, event.requestId);
  const message = approvalRequested({ ...model, expiresAt: event.expiresAt });
  const approvers = await approversOf(context.tx, request, event, at, context.entry.at);
  return {
    requestId: request.id,
    trigger: 'EndUser_Assignment',
    rules: at.policy.rules,
    parts: {
      approver: { people: approvers, isCritical: true, message: message.approver },
      requestor: { people: requestor, isCritical: false, message: message.requestor },
    },
  };
};
