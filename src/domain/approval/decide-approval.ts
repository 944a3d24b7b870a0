import { reject } from '../decision.ts';
import type { Violation } from '../errors.ts';
import type { DomainEvent, EventOf } from '../events.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import type { ScheduleRequest } from '../request/request.ts';
import { type Schedule, termsOf } from '../schedule.ts';
import type { Scope } from '../scope.ts';
import { isBefore } from '../time.ts';
import type { ApprovalStage, ApprovalTerms } from './approval.ts';
import { currentApprovers, isEligibleApprover } from './eligible-approvers.ts';
import { type Granted, grantLess } from './grant-less.ts';
import { openStage } from './open-stage.ts';
import { isOwnRequest, type OwnershipFacts } from './own-request.ts';
import { whyRequestEnds } from './why-request-ends.ts';

/** What an approver answers; `duration` and `scope` grant less than was asked. */
export interface AskedDecision {
  readonly result: 'approved' | 'denied';
  readonly justification: string | null;
  readonly duration: string | null;
  readonly scope: Scope | null;
}

export interface ApprovalFacts extends OwnershipFacts {
  readonly request: ScheduleRequest;
  /** null: not on record; then it has one stage. */
  readonly terms: ApprovalTerms | null;
  /** All that were opened, in order. */
  readonly stages: readonly ApprovalStage[];
  /** The one of them that is to be decided. */
  readonly stage: ApprovalStage;
  readonly policy: EffectivePolicy;
  readonly holdsDefaultApproverRole: boolean;
  /** The eligibility that the request would activate. */
  readonly eligibility: Schedule | null;
  /** From the scope that this decision grants up to the root; null where it is not registered. */
  readonly grantedScopeChain: readonly Scope[] | null;
  /** From the scope that the decisions before left up to the root. */
  readonly remainingScopeChain: readonly Scope[];
  /** Whether an activation of the same role at the scope that would be granted runs or is planned. */
  readonly isAlreadyActive: boolean;
  /** The activation that the request would extend; null for any other request. */
  readonly extended: Schedule | null;
}

/** What becomes of a decision. A request that has to end instead is refused, and ended by `closing`. */
export type ApprovalOutcome =
  | { readonly accepted: true; readonly events: readonly DomainEvent[] }
  | {
      readonly accepted: false;
      readonly violation: Violation;
      readonly closing?: EventOf<'scheduleRequest.canceled'>;
    };

/** Decides one stage: distinct people, one denial is final, never more than asked (BEHAVIOUR §4). */
export function decideApproval(asked: AskedDecision, facts: ApprovalFacts, now: Temporal.Instant): ApprovalOutcome {
  const violation = whyNot(asked, facts, now);
  if (violation !== null) return reject(violation);
  const { request, stage, decider } = facts;
  const decided = {
    type: 'approval.decided',
    requestId: request.id,
    stageId: stage.id,
    result: asked.result,
    decidedById: decider.principal.id,
    justification: asked.justification,
    grantedDuration: null,
    grantedScope: null,
  } as const;
  if (asked.result === 'denied') return { accepted: true, events: [decided] };

  const end = whyRequestEnds(facts, now);
  if (end !== null) return { accepted: false, ...end };
  const granted = grantLess(asked, facts, now);
  if ('code' in granted) return reject(granted);
  const less = { grantedDuration: granted.duration, grantedScope: granted.scope };
  return { accepted: true, events: afterApproval({ ...decided, ...less }, granted, facts, now) };
}

/** One more approval waits for others, opens the next stage, or gives the role. */
function afterApproval(
  decided: EventOf<'approval.decided'>,
  granted: Granted,
  facts: ApprovalFacts,
  now: Temporal.Instant,
): readonly DomainEvent[] {
  const { request, stage, terms, eligibility, policy } = facts;
  if (stage.decisions.length + 1 < stage.approvalsNeeded) return [{ ...decided, settles: 'nothing' }];
  const ordinal = stage.ordinal + 1;
  const rule = terms?.rules.Approval_EndUser_Assignment.stages[ordinal];
  const stageId = terms?.stageIds[ordinal];
  if (rule !== undefined && stageId !== undefined && eligibility !== null) {
    return [{ ...decided, settles: 'stage' }, openStage({ stageId, ordinal, rule }, request, eligibility, now)];
  }
  if (facts.extended !== null && granted.scope === null) {
    return [decided, ...extendedActivation(facts.extended, granted.interval.endAt, request.id)];
  }
  const schedule: Schedule = {
    ...granted.interval,
    id: request.id,
    kind: request.kind,
    assignmentType: 'activated',
    requestId: request.id,
    principalId: request.principalId,
    roleDefinitionId: request.roleDefinitionId,
    scope: granted.scope ?? request.scope,
    condition: request.condition,
    linkedEligibilityId: request.linkedEligibilityId,
    createdAt: now,
  };
  const status = isBefore(now, schedule.startAt) ? 'pendingScheduleCreation' : 'provisioned';
  const { oneIn } = policy.rules.SpotAudit_EndUser_Assignment;
  return [
    oneIn === null ? decided : { ...decided, auditOneIn: oneIn },
    { type: 'scheduleRequest.moved', requestId: request.id, status },
    { type: 'schedule.created', schedule },
  ];
}

/** The same activation with a new end; where less was granted of its scope, that part follows it as one of its own. */
function extendedActivation(
  activation: Schedule,
  endAt: Temporal.Instant | null,
  requestId: string,
): readonly DomainEvent[] {
  const before = termsOf(activation);
  return [
    { type: 'scheduleRequest.moved', requestId, status: 'provisioned' },
    { type: 'schedule.changed', scheduleId: activation.id, requestId, before, after: { ...before, endAt } },
  ];
}

/** Why this person cannot decide this stage now, or null. What is shown of an approval asks the same question. */
export function whyNot(asked: AskedDecision, facts: ApprovalFacts, now: Temporal.Instant): Violation | null {
  const { request, stage, stages, policy, decider } = facts;
  if (!decider.principal.enabled) {
    return { code: 'principalDisabled', message: 'your account is disabled; a disabled account decides nothing' };
  }
  if (isOwnRequest(facts)) {
    return { code: 'ownRequest', message: 'nobody decides their own request; another approver must' };
  }
  if (!isEligibleApprover(decider, currentApprovers(stage, policy), facts.holdsDefaultApproverRole)) {
    return { code: 'notAnApprover', message: `you are not an approver of request \`${request.id}\`` };
  }
  const own = stages.flatMap(({ decisions }) => decisions).find((each) => each.decidedById === decider.principal.id);
  const conclusion = stage.decision ?? own;
  if (conclusion !== undefined) {
    const { result, decidedById, decidedAt } = conclusion;
    const others = stage.decision === null ? '; another person must decide too' : '';
    return {
      code: 'alreadyDecided',
      conflictsWith: decidedById,
      message: `request \`${request.id}\` was already ${result} by \`${decidedById}\` at \`${decidedAt}\`${others}`,
    };
  }
  if (request.status !== 'pendingApproval' || !isBefore(now, stage.expiresAt)) {
    const state = request.status === 'pendingApproval' ? `expired at \`${stage.expiresAt}\`` : `is ${request.status}`;
    return { code: 'approvalClosed', message: `request \`${request.id}\` ${state}; it must be asked for again` };
  }
  const mustJustify = stage.isApproverJustificationRequired || asked.result === 'denied';
  if (mustJustify && (asked.justification === null || asked.justification.trim() === '')) {
    return {
      code: 'justificationMissing',
      field: 'justification',
      message: 'a justification for the decision is required',
    };
  }
  return null;
}
