import { eligibilityEnded } from '../assignment/decide-removal.ts';
import { accept, type Decision, reject } from '../decision.ts';
import type { Schedule } from '../schedule.ts';
import { isBefore } from '../time.ts';
import type { ScheduleRequest } from './request.ts';

export interface CancelFacts {
  readonly request: ScheduleRequest;
  readonly callerId: string;
  /** When the request's undecided approval runs out. */
  readonly approvalExpiresAt: Temporal.Instant | null;
  /** Planned activations from the eligibility that the request would make. */
  readonly dependentActivations: readonly Schedule[];
  /** Undecided requests for that eligibility. */
  readonly dependentRequestIds: readonly string[];
}

/** Withdraws what is undecided or has not started; the caller's right to do so is checked before (BEHAVIOUR §4). */
export function decideCancel(facts: CancelFacts, now: Temporal.Instant): Decision {
  const { request, callerId, approvalExpiresAt } = facts;
  const isUndecided = request.status === 'pendingApproval';
  const isExpired = isUndecided && approvalExpiresAt !== null && !isBefore(now, approvalExpiresAt);
  const startAt = request.schedule.startAt;
  // what has started by the clock runs, recorded or not: it is deactivated or removed instead
  const isPlanned = request.status === 'pendingScheduleCreation' && startAt !== null && isBefore(now, startAt);
  if ((!isUndecided || isExpired) && !isPlanned) {
    const state = isExpired ? 'expired' : request.status;
    return reject({
      code: 'requestCannotBeCanceled',
      given: state,
      allowed: 'pendingApproval, pendingScheduleCreation',
      message: `request \`${request.id}\` is ${state}; only what is undecided or has not started can be canceled`,
    });
  }
  const reason = callerId === request.requestorId ? 'requestor' : 'administrator';
  const canceled = { type: 'scheduleRequest.canceled', requestId: request.id, canceledById: callerId, reason } as const;
  if (!isPlanned) return accept(canceled);
  return accept(
    { type: 'schedule.ended', scheduleId: request.id, reason: 'canceled', endAt: now },
    canceled,
    ...eligibilityEnded(facts.dependentActivations, facts.dependentRequestIds, now),
  );
}
