import { holdsRole } from '../domain/access/holds-role.ts';
import type { ApprovalFacts, AskedDecision } from '../domain/approval/decide-approval.ts';
import { defaultApproverRoles } from '../domain/approval/eligible-approvers.ts';
import { grantedSoFar, narrowerScope } from '../domain/approval/granted-so-far.ts';
import { eligibilityFor } from '../domain/eligibility/eligibility-for.ts';
import type { PrincipalFacts } from '../domain/principal.ts';
import type { ScheduleRequest } from '../domain/request/request.ts';
import type { Schedule } from '../domain/schedule.ts';
import type { Reader } from '../ledger/engine.ts';
import { approvalTerms, stagesOf } from '../ledger/facts/approval-facts.ts';
import { holderFacts } from '../ledger/facts/holder-facts.ts';
import { ownersOf, principalFacts } from '../ledger/facts/principal-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { policyFor, roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { sameSchedules, scheduleById } from '../ledger/facts/schedule-facts.ts';
import { registeredScope, scopeChainOf } from '../ledger/facts/scope-facts.ts';

/** Whose decision it would be, and which. */
export interface ApprovalQuestion {
  readonly requestId: string;
  /** null: the stage that was opened last. */
  readonly stageId: string | null;
  readonly decider: PrincipalFacts;
  readonly asked: AskedDecision;
}

/** All that the domain needs to say whether this person may decide in this way; null: no such stage was opened. */
export async function approvalFacts(
  tx: Reader,
  { requestId, stageId, decider, asked }: ApprovalQuestion,
  now: Temporal.Instant,
): Promise<ApprovalFacts | null> {
  const request = await requestById(tx, requestId);
  const stages = request === null ? [] : await stagesOf(tx, requestId);
  const stage = stageId === null ? stages.at(-1) : stages.find(({ id }) => id === stageId);
  const role = request === null ? null : await roleDefinitionById(tx, request.roleDefinitionId);
  if (request === null || stage === undefined || role === null) return null;
  const scopeChain = await scopeChainOf(tx, request.scope);
  const remaining = grantedSoFar(stages).scope;
  const remainingScopeChain = remaining === null ? scopeChain : await scopeChainOf(tx, remaining);
  const granted = asked.scope ?? request.scope;
  const grantedScopeChain = granted === request.scope ? scopeChain : await scopeChainOf(tx, granted);
  const scope = narrowerScope(remainingScopeChain, grantedScopeChain) ?? granted;
  const active = await sameSchedules(tx, { ...request, kind: 'active', scope }, now);
  return {
    request,
    terms: await approvalTerms(tx, requestId),
    stages,
    stage,
    decider,
    policy: await policyFor(tx, role, scopeChain),
    holdsDefaultApproverRole: holdsRole(
      await holderFacts(tx, decider, now),
      defaultApproverRoles[role.family],
      scopeChain,
      now.epochMilliseconds,
    ),
    eligibility: await eligibilityOf(tx, request, now),
    grantedScopeChain: (await registeredScope(tx, granted)) === null ? null : grantedScopeChain,
    remainingScopeChain,
    isAlreadyActive: active.some(({ id, assignmentType }) => {
      return assignmentType === 'activated' && id !== request.targetScheduleId;
    }),
    extended: request.type === 'selfExtend' ? await targetOf(tx, request) : null,
    requestorOwnerIds: await ownersOf(tx, request.requestorId),
    deciderOwnerIds: await ownersOf(tx, decider.principal.id),
  };
}

/** The eligibility that the request would activate, as far as its holder has it now; null: no more. */
async function eligibilityOf(
  tx: Reader,
  { linkedEligibilityId, principalId }: ScheduleRequest,
  now: Temporal.Instant,
): Promise<Schedule | null> {
  const holder = await principalFacts(tx, principalId, now);
  const eligibility = linkedEligibilityId === null ? null : await scheduleById(tx, linkedEligibilityId);
  return holder === null || eligibility === null ? null : eligibilityFor(holder, eligibility);
}

/** The activation that the request would extend. */
async function targetOf(tx: Reader, { targetScheduleId }: ScheduleRequest): Promise<Schedule | null> {
  return targetScheduleId === null ? null : scheduleById(tx, targetScheduleId);
}
