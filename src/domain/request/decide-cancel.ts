import { type Dependents, endDependents } from '../assignment/dependents.ts';
import { accept, type Decision, reject } from '../decision.ts';
import { isBefore } from '../time.ts';
import type { ScheduleRequest } from './request.ts';
import { isUndecided } from './request-status.ts';

export interface CancelFacts {
  readonly request: ScheduleRequest;
  readonly callerId: string;
  /** When the time to decide it runs out. */
  readonly approvalExpiresAt: Temporal.Instant | null;
  /** When the schedule that the request made starts; an update may have moved it. Null: it made none. */
  readonly startAt: Temporal.Instant | null;
  /** What rests on that schedule. */
  readonly dependents: Dependents;
}

/** Withdraws what is undecided or has not started; the caller's right to do so is checked before (BEHAVIOUR §4). */
export function decideCancel(facts: CancelFacts, now: Temporal.Instant): Decision {
  const { request, callerId, approvalExpiresAt, startAt } = facts;
  const waits = isUndecided(request.status);
  const isExpired = waits && approvalExpiresAt !== null && !isBefore(now, approvalExpiresAt);
  // what has started by the clock runs, recorded or not: it is deactivated or removed instead
  const isPlanned = request.status === 'pendingScheduleCreation' && startAt !== null && isBefore(now, startAt);
  if ((!waits || isExpired) && !isPlanned) {
    const state = isExpired ? 'expired' : request.status;
    return reject({
      code: 'requestCannotBeCanceled',
      given: state,
      allowed: 'pendingApproval, pendingAdminDecision, pendingScheduleCreation',
      message: `request \`${request.id}\` is ${state}; only what is undecided or has not started can be canceled`,
    });
  }
  const reason = callerId === request.requestorId ? 'requestor' : 'administrator';
  const canceled = { type: 'scheduleRequest.canceled', requestId: request.id, canceledById: callerId, reason } as const;
  if (!isPlanned) return accept(canceled);
  return accept(
    { type: 'schedule.ended', scheduleId: request.id, reason: 'canceled', endAt: now },
    canceled,
    ...endDependents(facts.dependents, now),
  );
}
