import type { Assurance } from '../assurance.ts';
import { accept, type Decision, reject } from '../decision.ts';
import type { Violation } from '../errors.ts';
import { activeAssignmentRules, eligibleAssignmentRules, evaluatePolicy } from '../policy/evaluate-policy.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import type { Principal } from '../principal.ts';
import type { AskedRequest } from '../request/request.ts';
import { requestedInterval } from '../request/requested-interval.ts';
import type { Schedule } from '../schedule.ts';
import { type Interval, isBefore, overlaps } from '../time.ts';
import { whyConditionInvalid } from './activation-condition.ts';

export interface AssignmentFacts {
  readonly callerId: string;
  readonly assurance: Assurance;
  readonly principal: Principal;
  readonly policy: EffectivePolicy;
  /** Unfinished assigned schedules of the same kind, principal, role and scope. */
  readonly existing: readonly Schedule[];
}

/** Decides an administrator's assignment, eligible or active, within the policy's limits (BEHAVIOUR §3). */
export function decideAssignment(asked: AskedRequest, facts: AssignmentFacts, now: Temporal.Instant): Decision {
  if (!facts.principal.enabled) {
    return reject({
      code: 'principalDisabled',
      field: 'principalId',
      message: `principal \`${asked.principalId}\` is disabled; a disabled principal is given nothing`,
    });
  }
  const interval = requestedInterval(asked.schedule, now, 'assignment');
  const violation = whyConditionInvalid(asked.condition) ?? whyOverlapping(interval, facts.existing);
  if (violation !== null) return reject(violation);

  const rules = asked.kind === 'eligible' ? eligibleAssignmentRules : activeAssignmentRules;
  const { justification, ticket } = asked;
  const unmet = evaluatePolicy(rules, facts.policy.rules, {
    interval,
    justification,
    ticket,
    assurance: facts.assurance,
  });
  if (unmet.length > 0) {
    const message = unmet.map((rule) => rule.message).join('; ');
    return reject({ code: 'policyRulesUnmet', rules: unmet, message });
  }

  const status = isBefore(now, interval.startAt) ? 'pendingScheduleCreation' : 'provisioned';
  const schedule: Schedule = {
    ...interval,
    id: asked.id,
    kind: asked.kind,
    assignmentType: 'assigned',
    requestId: asked.id,
    principalId: asked.principalId,
    roleDefinitionId: asked.roleDefinitionId,
    scope: asked.scope,
    condition: asked.condition,
    linkedEligibilityId: null,
    createdAt: now,
  };
  return accept(
    {
      type: 'scheduleRequest.submitted',
      policyScope: facts.policy.writtenAt,
      request: { ...asked, requestorId: facts.callerId, status, createdAt: now, resultingScheduleId: asked.id },
    },
    { type: 'schedule.created', schedule },
  );
}

function whyOverlapping(interval: Interval, existing: readonly Schedule[]): Violation | null {
  const other = existing.find((schedule) => overlaps(schedule, interval));
  if (other === undefined) return null;
  return {
    code: 'assignmentExists',
    conflictsWith: other.id,
    message: `the role is already assigned at this scope by \`${other.id}\`; change or remove that one`,
  };
}
