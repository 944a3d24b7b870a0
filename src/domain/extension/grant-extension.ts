import { convertAssignment } from '../assignment/convert-assignment.ts';
import { assignedSchedule } from '../assignment/decide-assignment.ts';
import type { Dependents } from '../assignment/dependents.ts';
import { whyNotAssignable, whyNotGiven, whyOverlapping } from '../assignment/why-not-assignable.ts';
import type { Assurance } from '../assurance.ts';
import type { Violation } from '../errors.ts';
import type { DomainEvent, EventOf } from '../events.ts';
import { whyNotInGroup } from '../group/why-not-in-group.ts';
import type { EffectivePolicy } from '../policy/policy.ts';
import type { Principal } from '../principal.ts';
import type { AskedRequest, RequestedSchedule } from '../request/request.ts';
import type { RequestStatus } from '../request/request-status.ts';
import { requestedInterval } from '../request/requested-interval.ts';
import { type Schedule, type ScheduleKind, type ScheduleTerms, termsOf } from '../schedule.ts';
import { isBefore } from '../time.ts';
import type { TimeBound } from './extension-window.ts';
import { prolongedInterval } from './prolonged-interval.ts';

/** What an administrator grants; `kind` may be another one than the assignment's. */
export interface ExtensionGrant {
  readonly requestId: string;
  readonly kind: ScheduleKind;
  readonly schedule: RequestedSchedule;
  readonly given: Pick<AskedRequest, 'justification' | 'ticket'>;
}

export interface GrantFacts {
  readonly assurance: Assurance;
  readonly principal: Principal;
  readonly target: TimeBound;
  readonly isRenewal: boolean;
  readonly policy: EffectivePolicy;
  /** The other unfinished assignments of the granted kind for the same principal, role and scope. */
  readonly others: readonly Schedule[];
  readonly dependents: Dependents;
}

export interface GrantedExtension {
  readonly granted: NonNullable<EventOf<'extension.decided'>['granted']>;
  /** What becomes of the request that asked for it. */
  readonly status: RequestStatus;
  readonly events: readonly DomainEvent[];
}

/**
 * More time of an assignment, within the policy's limit for the kind that it becomes. Before its end the same schedule
 * gets a new end; after it, or as another kind, there is a new schedule with the id of the request (ADR 0010).
 */
export function grantExtension(
  grant: ExtensionGrant,
  facts: GrantFacts,
  now: Temporal.Instant,
): GrantedExtension | { readonly violation: Violation } {
  const { target, isRenewal, policy, assurance } = facts;
  const { kind, requestId, given } = grant;
  const isProlonged = !isRenewal && kind === target.kind;
  const interval = isProlonged
    ? prolongedInterval(grant.schedule, target, now)
    : requestedInterval(grant.schedule, now, 'assignment');
  // what is added is measured: who may have a year may have it again
  const measured = isProlonged ? { ...interval, startAt: target.endAt } : interval;
  const violation =
    whyNotGiven(facts.principal) ??
    whyNotInGroup({ ...target, kind }, facts.principal) ??
    whyOverlapping(interval, facts.others) ??
    whyNotAssignable({ kind, interval: measured, given, assurance, policy, now });
  if (violation !== null) return { violation };

  const terms: ScheduleTerms = { ...interval, condition: target.condition };
  if (isProlonged) {
    const scheduleId = target.id;
    const changed = { type: 'schedule.changed', scheduleId, requestId, before: termsOf(target), after: terms } as const;
    return { granted: { kind, scheduleId, ...terms }, status: 'provisioned', events: [changed] };
  }
  const created: DomainEvent = {
    type: 'schedule.created',
    schedule: assignedSchedule({ ...target, id: requestId, kind }, terms, now),
  };
  return {
    granted: { kind, scheduleId: requestId, ...terms },
    status: isBefore(now, terms.startAt) ? 'pendingScheduleCreation' : 'provisioned',
    events: isRenewal ? [created] : convertAssignment(target, { requestId, kind, terms }, facts.dependents, now),
  };
}
