import { accept, type Decision, reject } from '../decision.ts';
import { invalidField, type Violation } from '../errors.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import { isOrIsIn, type PrincipalFacts } from '../principal.ts';
import type { Expiration, ScheduleRequest } from '../request/request.ts';
import { requestedInterval } from '../request/requested-interval.ts';
import type { Schedule } from '../schedule.ts';
import type { Scope } from '../scope.ts';
import { type Interval, isBefore } from '../time.ts';
import type { ApprovalStage } from './approval.ts';
import { currentApprovers, isEligibleApprover } from './eligible-approvers.ts';

/** What an approver answers; `duration` and `scope` grant less than was asked. */
export interface AskedDecision {
  readonly result: 'approved' | 'denied';
  readonly justification: string | null;
  readonly duration: string | null;
  readonly scope: Scope | null;
}

export interface ApprovalFacts {
  readonly request: ScheduleRequest;
  readonly stage: ApprovalStage;
  readonly policy: EffectivePolicy;
  readonly decider: PrincipalFacts;
  readonly holdsDefaultApproverRole: boolean;
  /** The eligibility that the request would activate. */
  readonly eligibility: Schedule | null;
  /** From the granted scope up to the root; null where the granted scope is not registered. */
  readonly grantedScopeChain: readonly Scope[] | null;
  /** Whether an activation of the same role at the granted scope runs or is planned. */
  readonly isAlreadyActive: boolean;
  /** Who owns the requestor, where that is a service principal; people and groups. */
  readonly requestorOwnerIds: readonly string[];
  /** Who owns the decider, where that is a service principal. */
  readonly deciderOwnerIds: readonly string[];
}

/** Decides one stage: first decision wins, nobody decides their own, never more than asked (BEHAVIOUR §4). */
export function decideApproval(asked: AskedDecision, facts: ApprovalFacts, now: Temporal.Instant): Decision {
  const violation = whyNot(asked, facts, now);
  if (violation !== null) return reject(violation);
  const { request, stage, decider } = facts;
  const isApproved = asked.result === 'approved';
  const decided = {
    type: 'approval.decided',
    requestId: request.id,
    stageId: stage.id,
    result: asked.result,
    decidedById: decider.principal.id,
    justification: asked.justification,
    grantedDuration: isApproved ? asked.duration : null,
    grantedScope: isApproved ? asked.scope : null,
  } as const;
  if (!isApproved) return accept(decided);

  const interval = grantedInterval(asked, request, now);
  const beyond = beyondEligibility(interval, facts.eligibility, now);
  if (beyond !== null) return reject(beyond);
  const schedule: Schedule = {
    ...interval,
    id: request.id,
    kind: request.kind,
    assignmentType: 'activated',
    requestId: request.id,
    principalId: request.principalId,
    roleDefinitionId: request.roleDefinitionId,
    scope: asked.scope ?? request.scope,
    condition: request.condition,
    linkedEligibilityId: request.linkedEligibilityId,
    createdAt: now,
  };
  const status = isBefore(now, schedule.startAt) ? 'pendingScheduleCreation' : 'provisioned';
  return accept(
    decided,
    { type: 'scheduleRequest.moved', requestId: request.id, status },
    { type: 'schedule.created', schedule },
  );
}

/** Why this person cannot decide this request now, or null. The dry run of the portal asks the same question. */
export function whyNot(asked: AskedDecision, facts: ApprovalFacts, now: Temporal.Instant): Violation | null {
  const { request, stage, policy, decider } = facts;
  if (!decider.principal.enabled) {
    return { code: 'principalDisabled', message: 'your account is disabled; a disabled account decides nothing' };
  }
  if (isOwnRequest(facts)) {
    return { code: 'ownRequest', message: 'nobody decides their own request; another approver must' };
  }
  if (!isEligibleApprover(decider, currentApprovers(stage, policy), facts.holdsDefaultApproverRole)) {
    return { code: 'notAnApprover', message: `you are not an approver of request \`${request.id}\`` };
  }
  if (stage.decision !== null) {
    const { result, decidedById, decidedAt } = stage.decision;
    return {
      code: 'alreadyDecided',
      conflictsWith: decidedById,
      message: `request \`${request.id}\` was already ${result} by \`${decidedById}\` at \`${decidedAt}\``,
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
  return asked.result === 'approved' ? whyNotGranted(asked, facts, now) : null;
}

/** Own is what oneself asked for, or is asked for; also by way of a service principal, on either side. */
function isOwnRequest({ request, decider, requestorOwnerIds, deciderOwnerIds }: ApprovalFacts): boolean {
  return (
    decider.principal.id === request.requestorId ||
    isOrIsIn(decider, request.principalId) ||
    requestorOwnerIds.some((ownerId) => isOrIsIn(decider, ownerId)) ||
    deciderOwnerIds.includes(request.requestorId)
  );
}

function whyNotGranted(asked: AskedDecision, facts: ApprovalFacts, now: Temporal.Instant): Violation | null {
  const { request } = facts;
  if (facts.grantedScopeChain === null) {
    return {
      code: 'scopeNotFound',
      field: 'scope',
      message: `scope \`${asked.scope ?? request.scope}\` is not registered`,
    };
  }
  if (!facts.grantedScopeChain.includes(request.scope)) {
    return {
      code: 'moreThanAsked',
      field: 'scope',
      message: `scope \`${asked.scope}\` is not within the requested \`${request.scope}\`; only less can be granted`,
    };
  }
  if (asked.duration !== null) {
    const full = requestedInterval(request.schedule, now, 'activation');
    const granted = grantedInterval(asked, request, now);
    if (full.endAt !== null && (granted.endAt === null || isBefore(full.endAt, granted.endAt))) {
      return {
        code: 'moreThanAsked',
        field: 'duration',
        message: `duration \`${asked.duration}\` is longer than was asked for; only less can be granted`,
      };
    }
  }
  if (facts.isAlreadyActive) {
    return { code: 'assignmentExists', message: 'the role is already active for this person at this scope' };
  }
  return null;
}

/** The real interval: the duration counts from now, or from the custom start if that is later (BEHAVIOUR §3). */
function grantedInterval(asked: AskedDecision, request: ScheduleRequest, now: Temporal.Instant): Interval {
  if (asked.duration === null) return requestedInterval(request.schedule, now, 'activation');

  const expiration: Expiration = { type: 'afterDuration', duration: asked.duration };
  return requestedInterval({ startAt: request.schedule.startAt, expiration }, now, 'activation');
}

function beyondEligibility(interval: Interval, eligibility: Schedule | null, now: Temporal.Instant): Violation | null {
  if (eligibility === null || (eligibility.endAt !== null && !isBefore(now, eligibility.endAt))) {
    return { code: 'approvalClosed', message: 'the eligibility behind this request has ended; nothing can be granted' };
  }
  if (eligibility.endAt === null) return null;
  if (interval.endAt !== null && !isBefore(eligibility.endAt, interval.endAt)) return null;
  return {
    ...invalidField(
      'duration',
      `${interval.startAt}/${interval.endAt}`,
      `an end until \`${eligibility.endAt}\`, when the eligibility ends; grant less`,
    ),
    code: 'moreThanAsked',
  };
}
