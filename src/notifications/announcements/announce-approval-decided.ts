import { stagesOf } from '../../ledger/facts/approval-facts.ts';
import { registeredScope } from '../../ledger/facts/scope-facts.ts';
import { approversOf } from '../../queries/approvers-of.ts';
import { peopleBehind } from '../../queries/people-behind.ts';
import { approvalDecided, requestDecided } from '../templates/english/approval-decided.ts';
import type { Announce } from './announcement.ts';
import { displayName, requestFacts } from './request-facts.ts';

/** Tells the requestor, and all approvers, how it ended: who decided and who did not act (BEHAVIOUR §6). */
export const announceApprovalDecided: Announce<'approval.decided'> = async (event, context) => {
  // others must decide too, or a further stage opens
  if (event.settles !== undefined) return null;
  const { tx, entry } = context;
  const { request, at, model, requestor } = await requestFacts(context, event.requestId);
  const { grantedScope, grantedDuration, decidedById, result } = event;
  const decided = {
    ...model,
    result,
    decider: await displayName(tx, decidedById),
    decidedAt: entry.at,
    decisionJustification: event.justification,
    grantedDuration,
    grantedScopePath: grantedScope === null ? null : ((await registeredScope(tx, grantedScope))?.path ?? grantedScope),
  };
  const stages = await stagesOf(tx, request.id);
  const deciders = stages.flatMap(({ decisions }) => decisions.map((decision) => decision.decidedById));
  const approvers = [];
  for (const stage of stages) approvers.push(...(await approversOf(tx, request, stage, at, entry.at)));
  return {
    requestId: request.id,
    settings: { trigger: 'EndUser_Assignment', rules: at.policy.rules },
    parts: {
      requestor: { people: requestor, isCritical: true, write: (to) => requestDecided(decided, to) },
      approver: {
        people: [...approvers, ...(await peopleBehind(tx, deciders, entry.at))],
        // it takes back what they were asked to do
        isCritical: true,
        write: (to) => approvalDecided(decided, to),
      },
    },
  };
};
