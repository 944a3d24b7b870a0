import { type AskedDecision, decideApproval } from '../domain/approval/decide-approval.ts';
import { refuse, type Violation } from '../domain/errors.ts';
import type { Reader } from '../ledger/engine.ts';
import { approvalTerms } from '../ledger/facts/approval-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { approvalFacts } from './approval-facts.ts';
import { callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { requestTarget } from './request-target.ts';

/**
 * Decides a stage of a request, the one that was opened last if none is named; who may: its approvers, resolved in this
 * very transaction (BEHAVIOUR §4). What comes after the stage was concluded gets the conflict that names the decision.
 * A request that has to end, as the rules became stricter, is ended and refused.
 */
export async function decideApprovalStage(
  ledger: Ledger,
  caller: Caller,
  requestId: string,
  asked: AskedDecision,
  stageId: string | null = null,
): Promise<void> {
  const context = contextOf(caller, 'decideApprovalStage', requestId);
  const ended = await ledger.execute(context, async ({ now, tx, append }) => {
    const decider = await callerFacts(tx, caller, now);
    const facts = await approvalFacts(tx, { requestId, stageId, decider, asked }, now);
    if (facts === null) refuse(await whyNoStage(tx, requestId, stageId));
    const decision = decideApproval(asked, facts, now);
    if (!decision.accepted) {
      if (decision.closing === undefined) refuse(decision.violation);
      await append([decision.closing]);
      return decision.violation;
    }
    // a narrower scope must be one where the role can stand
    if (asked.result === 'approved' && asked.scope !== null) {
      await requestTarget(tx, { ...facts.request, scope: asked.scope });
    }
    await append(decision.events);
    return null;
  });
  if (ended !== null) refuse(ended);
}

/** A stage that is still to open is there already, as its approval names it. */
async function whyNoStage(tx: Reader, requestId: string, stageId: string | null): Promise<Violation> {
  const terms = stageId === null ? null : await approvalTerms(tx, requestId);
  if (stageId === null || !terms?.stageIds.includes(stageId)) {
    return { code: 'approvalNotFound', message: `there is no approval \`${requestId}\`` };
  }
  return { code: 'approvalClosed', message: `stage \`${stageId}\` opens when the stage before it is approved` };
}
