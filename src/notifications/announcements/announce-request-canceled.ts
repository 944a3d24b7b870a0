import { stageOf } from '../../ledger/facts/approval-facts.ts';
import { approversOf } from '../../queries/approvers-of.ts';
import { approvalCanceled, requestCanceled } from '../templates/english/request-canceled.ts';
import type { Announce } from './announcement.ts';
import { displayName, requestFacts } from './request-facts.ts';

/** Tells the requestor, and the approvers where there are any. Who withdrew their own need not act on it. */
export const announceRequestCanceled: Announce<'scheduleRequest.canceled'> = async (event, context) => {
  const { tx, entry } = context;
  const { request, at, model, requestor } = await requestFacts(context, event.requestId);
  const { reason, canceledById } = event;
  const canceledBy = canceledById === null ? null : await displayName(tx, canceledById);
  const canceled = { ...model, reason, canceledBy };
  const stage = await stageOf(tx, request.id);
  const approvers = stage === null ? [] : await approversOf(tx, request, stage, at, entry.at);
  return {
    requestId: request.id,
    settings: { trigger: 'EndUser_Assignment', rules: at.policy.rules },
    parts: {
      requestor: {
        people: requestor,
        isCritical: reason !== 'requestor',
        write: (to) => requestCanceled(canceled, to),
      },
      ...(stage === null
        ? {}
        : { approver: { people: approvers, isCritical: false, write: (to) => approvalCanceled(canceled, to) } }),
    },
  };
};
