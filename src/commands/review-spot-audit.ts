import { readsAssignmentsAt } from '../domain/access/reads-assignments.ts';
import { refuse } from '../domain/errors.ts';
import { type AskedReview, decideReview } from '../domain/spot-audit/decide-review.ts';
import { stagesOf } from '../ledger/facts/approval-facts.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { ownersOf } from '../ledger/facts/principal-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { spotAuditOf } from '../ledger/facts/spot-audit-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorise, callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { requestTarget } from './request-target.ts';

/**
 * Reviews an approval that was drawn for spot audit; who may: an administrator at its scope who neither asked nor
 * decided (BEHAVIOUR §4).
 */
export function reviewSpotAudit(ledger: Ledger, caller: Caller, requestId: string, asked: AskedReview): Promise<void> {
  return ledger.execute(contextOf(caller, 'reviewSpotAudit', requestId), async ({ now, tx, append }) => {
    const decider = await callerFacts(tx, caller, now);
    const audit = await spotAuditOf(tx, requestId);
    const request = await requestById(tx, requestId);
    if (audit === null || request === null) {
      refuse({ code: 'spotAuditNotFound', message: `there is no spot audit of \`${requestId}\`` });
    }
    const { role, scopeChain } = await requestTarget(tx, request);
    await authorise(tx, caller, 'reviewSpotAudit', { family: role.family, scopeChain }, now);
    // what is reviewed must be read
    if (!readsAssignmentsAt(await holderFacts(tx, decider, now), role.family, scopeChain, now)) {
      refuse({ code: 'notPermitted', message: `you may not read the assignments at \`${request.scope}\`` });
    }
    const stages = await stagesOf(tx, requestId);
    const decision = decideReview(asked, {
      audit,
      request,
      decider,
      deciderIds: stages.flatMap(({ decisions }) => decisions.map(({ decidedById }) => decidedById)),
      requestorOwnerIds: await ownersOf(tx, request.requestorId),
      deciderOwnerIds: await ownersOf(tx, decider.principal.id),
    });
    if (!decision.accepted) refuse(decision.violation);
    await append(decision.events);
  });
}
