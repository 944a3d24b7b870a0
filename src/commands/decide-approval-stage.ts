import { holdsRole } from '../domain/access/holds-role.ts';
import type { ApprovalStage } from '../domain/approval/approval.ts';
import { type ApprovalFacts, type AskedDecision, decideApproval } from '../domain/approval/decide-approval.ts';
import { defaultApproverRoles } from '../domain/approval/eligible-approvers.ts';
import { refuse } from '../domain/errors.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { Reader } from '../ledger/engine.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { ownersOf } from '../ledger/facts/principal-facts.ts';
import { requestById, stageOf } from '../ledger/facts/request-facts.ts';
import { policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { sameSchedules, scheduleById } from '../ledger/facts/schedule-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { requestTarget } from './request-target.ts';

/**
 * Decides the stage of a request; who may: its approvers, resolved in this very transaction (BEHAVIOUR §4).
 * The first decision wins; a later one gets the conflict that names it.
 */
export function decideApprovalStage(
  ledger: Ledger,
  caller: Caller,
  requestId: string,
  asked: AskedDecision,
): Promise<void> {
  return ledger.execute(contextOf(caller, 'decideApprovalStage', requestId), async ({ now, tx, append }) => {
    const decider = await callerFacts(tx, caller);
    const facts = await approvalFacts(tx, requestId, decider, asked, now);
    if (facts === null) refuse({ code: 'approvalNotFound', message: `there is no approval \`${requestId}\`` });
    const decision = decideApproval(asked, facts, now);
    if (!decision.accepted) refuse(decision.violation);
    // a narrower scope must be one where the role can stand
    if (asked.result === 'approved' && asked.scope !== null)
      await requestTarget(tx, { ...facts.request, scope: asked.scope });
    await append(decision.events);
  });
}

/** All that the domain needs to say whether this person may decide this request in this way; null: no such approval. */
export async function approvalFacts(
  tx: Reader,
  requestId: string,
  decider: PrincipalFacts,
  asked: AskedDecision,
  now: Temporal.Instant,
): Promise<ApprovalFacts | null> {
  const request = await requestById(tx, requestId);
  const stage: ApprovalStage | null = await stageOf(tx, requestId);
  const role = request === null ? null : await roleDefinitionById(tx, request.roleDefinitionId);
  if (request === null || stage === null || role === null) return null;
  const scopeChain = await scopeChainOf(tx, request.scope);
  const grantedScope = asked.scope ?? request.scope;
  const isRegistered = (await registeredScope(tx, grantedScope)) !== null;
  const active = await sameSchedules(tx, { ...request, kind: 'active', scope: grantedScope }, now);
  return {
    request,
    stage,
    decider,
    policy: await policyFor(tx, role, scopeChain),
    holdsDefaultApproverRole: holdsRole(
      await holderFacts(tx, decider, now),
      defaultApproverRoles[role.family],
      scopeChain,
      now.epochMilliseconds,
    ),
    eligibility: request.linkedEligibilityId === null ? null : await scheduleById(tx, request.linkedEligibilityId),
    grantedScopeChain: isRegistered ? await scopeChainOf(tx, grantedScope) : null,
    isAlreadyActive: active.some(({ assignmentType }) => assignmentType === 'activated'),
    requestorOwnerIds: await ownersOf(tx, request.requestorId),
    deciderOwnerIds: await ownersOf(tx, decider.principal.id),
  };
}
