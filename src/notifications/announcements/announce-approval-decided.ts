import { stageOf } from '../../ledger/facts/request-facts.ts';
import { registeredScope } from '../../ledger/facts/scope-facts.ts';
import { approversOf } from '../recipients/approvers-of.ts';
import { peopleBehind } from '../recipients/people-behind.ts';
import { approvalDecided } from '../templates/approval-decided.ts';
import type { Announce } from './announcement.ts';
import { displayName, requestFacts } from './request-facts.ts';

/** Tells the requestor, and all approvers: who decided and who did not act (BEHAVIOUR §6). */
export const announceApprovalDecided: Announce<'approval.decided'> = async (event, context) => {
  const { tx, entry } = context;
  const { request, at, model, requestor } = await requestFacts(context, event.requestId);
  const { grantedScope, grantedDuration, decidedById, result } = event;
  const message = approvalDecided({
    ...model,
    result,
    decider: await displayName(tx, decidedById),
    decidedAt: entry.at,
    decisionJustification: event.justification,
    grantedDuration,
    grantedScopePath: grantedScope === null ? null : ((await registeredScope(tx, grantedScope))?.path ?? grantedScope),
  });
  const stage = (await stageOf(tx, request.id)) ?? { approvers: [] };
  const approvers = await approversOf(tx, request, stage, at, entry.at);
  return {
    requestId: request.id,
    trigger: 'EndUser_Assignment',
    rules: at.policy.rules,
    parts: {
      requestor: { people: requestor, isCritical: true, message: message.requestor },
      approver: {
        people: [...approvers, ...(await peopleBehind(tx, [decidedById]))],
        isCritical: false,
        message: message.approver,
      },
    },
  };
};
