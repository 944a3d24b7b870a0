import type { Assurance } from '../assurance.ts';
import { accept, type Decision, reject } from '../decision.ts';
import { whyNotInGroup } from '../group/why-not-in-group.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import type { Principal } from '../principal.ts';
import type { AskedRequest } from '../request/request.ts';
import { requestedInterval } from '../request/requested-interval.ts';
import type { Schedule, ScheduleTerms } from '../schedule.ts';
import { isBefore } from '../time.ts';
import { whyConditionInvalid } from './activation-condition.ts';
import { whyNotAssignable, whyNotGiven, whyOverlapping } from './why-not-assignable.ts';

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
  const barred = whyNotGiven(facts.principal) ?? whyNotInGroup(asked, facts.principal);
  if (barred !== null) return reject(barred);
  const interval = requestedInterval(asked.schedule, now, 'assignment');
  const { assurance, policy } = facts;
  const violation =
    whyConditionInvalid(asked.condition) ??
    whyOverlapping(interval, facts.existing) ??
    whyNotAssignable({ kind: asked.kind, interval, given: asked, assurance, policy, now });
  if (violation !== null) return reject(violation);

  const status = isBefore(now, interval.startAt) ? 'pendingScheduleCreation' : 'provisioned';
  return accept(
    {
      type: 'scheduleRequest.submitted',
      policyScope: policy.writtenAt,
      request: { ...asked, requestorId: facts.callerId, status, createdAt: now, resultingScheduleId: asked.id },
    },
    { type: 'schedule.created', schedule: assignedSchedule(asked, { ...interval, condition: asked.condition }, now) },
  );
}

/** The schedule that a request makes by assignment; it carries the request's id. */
export function assignedSchedule(
  request: Pick<Schedule, 'id' | 'kind' | 'principalId' | 'roleDefinitionId' | 'scope'>,
  terms: ScheduleTerms,
  now: Temporal.Instant,
): Schedule {
  const { id, kind, principalId, roleDefinitionId, scope } = request;
  const same = { id, kind, principalId, roleDefinitionId, scope, ...terms };
  return { ...same, assignmentType: 'assigned', requestId: id, linkedEligibilityId: null, createdAt: now };
}
