import type { Assurance } from '../assurance.ts';
import { accept, type Decision, reject } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import { whyNotInGroup } from '../group/why-not-in-group.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import type { Principal } from '../principal.ts';
import type { AskedRequest, Expiration, ScheduleRequest } from '../request/request.ts';
import { requestedInterval } from '../request/requested-interval.ts';
import { type Schedule, termsOf } from '../schedule.ts';
import { type Interval, isBefore, later } from '../time.ts';
import { whyConditionInvalid } from './activation-condition.ts';
import { convertAssignment } from './convert-assignment.ts';
import { type Dependents, fitDependents } from './dependents.ts';
import { whyNotAssignable, whyNotGiven, whyOverlapping } from './why-not-assignable.ts';

export interface UpdateFacts {
  readonly callerId: string;
  readonly assurance: Assurance;
  readonly principal: Principal;
  /** The unfinished assignment that the request names; of the other kind where it is to be converted. */
  readonly target: Schedule | null;
  readonly policy: EffectivePolicy;
  /** The other unfinished assignments of the asked kind for the same principal, role and scope. */
  readonly others: readonly Schedule[];
  readonly dependents: Dependents;
}

/**
 * Changes start, end, condition or kind of an assignment, within the policy's limits for the kind that it becomes
 * (BEHAVIOUR §3). What is not given stays as it is. The limit counts from now on, or from a start to come.
 */
export function decideUpdate(asked: AskedRequest, facts: UpdateFacts, now: Temporal.Instant): Decision {
  const { target, policy, assurance, dependents } = facts;
  if (target === null) {
    return reject({ code: 'assignmentDoesNotExist', message: 'nothing to update: there is no such assignment' });
  }
  const interval = updatedInterval(asked, target, now);
  const violation =
    whyNotGiven(facts.principal) ??
    whyNotInGroup(asked, facts.principal) ??
    whyConditionInvalid(asked.condition) ??
    whyOverlapping(interval, facts.others) ??
    whyNotAssignable({ kind: asked.kind, interval: ahead(interval, now), given: asked, assurance, policy, now });
  if (violation !== null) return reject(violation);

  const terms = { ...interval, condition: asked.condition ?? target.condition };
  const request = { ...asked, requestorId: facts.callerId, createdAt: now, targetScheduleId: target.id };
  const policyScope = policy.writtenAt;
  const submit = (outcome: Pick<ScheduleRequest, 'status' | 'resultingScheduleId'>): DomainEvent => {
    return { type: 'scheduleRequest.submitted', policyScope, request: { ...request, ...outcome } };
  };
  if (asked.kind !== target.kind) {
    const status = isBefore(now, terms.startAt) ? 'pendingScheduleCreation' : 'provisioned';
    return accept(
      submit({ status, resultingScheduleId: asked.id }),
      ...convertAssignment(target, { requestId: asked.id, kind: asked.kind, terms }, dependents, now),
    );
  }
  const startsNow = isBefore(now, target.startAt) && !isBefore(now, terms.startAt);
  return accept(
    submit({ status: 'provisioned', resultingScheduleId: target.id }),
    { type: 'schedule.changed', scheduleId: target.id, requestId: asked.id, before: termsOf(target), after: terms },
    ...(startsNow ? [{ type: 'schedule.started', scheduleId: target.id } as const] : []),
    ...fitDependents(dependents, terms, asked.id, now),
  );
}

/** The part of the interval that is not past. */
function ahead(interval: Interval, now: Temporal.Instant): Interval {
  return { ...interval, startAt: later(interval.startAt, now) };
}

/** A start in the past counts as now; what has begun keeps its real start (BEHAVIOUR §5). */
function updatedInterval({ kind, schedule }: AskedRequest, target: Schedule, now: Temporal.Instant): Interval {
  const askedStart = schedule.startAt ?? target.startAt;
  const hasBegun = !isBefore(now, target.startAt) && !isBefore(now, askedStart);
  const startAt = kind === target.kind && hasBegun ? target.startAt : later(askedStart, now);
  const expiration = schedule.expiration ?? unchangedEnd(target);
  return { startAt, endAt: requestedInterval({ startAt: later(startAt, now), expiration }, now, 'assignment').endAt };
}

function unchangedEnd({ endAt }: Schedule): Expiration {
  return endAt === null ? { type: 'noExpiration' } : { type: 'afterDateTime', endAt };
}
