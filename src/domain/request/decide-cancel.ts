import { accept, type Decision, reject } from '../decision.ts';
import { isBefore } from '../time.ts';
import type { ScheduleRequest } from './request.ts';

export interface CancelFacts {
  readonly request: ScheduleRequest;
  readonly callerId: string;
  /** When the request's undecided approval runs out. */
  readonly approvalExpiresAt: Temporal.Instant | null;
}

/** Withdraws what is undecided or has not started; the caller's right to do so is checked before (BEHAVIOUR §4). */
export function decideCancel({ request, callerId, approvalExpiresAt }: CancelFacts, now: Temporal.Instant): Decision {
  const isExpired = approvalExpiresAt !== null && !isBefore(now, approvalExpiresAt);
  const isOpen = request.status === 'pendingApproval' && !isExpired;
  const isPlanned = request.status === 'pendingScheduleCreation';
  if (!isOpen && !isPlanned) {
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
  return accept({ type: 'schedule.ended', scheduleId: request.id, reason: 'canceled', endAt: now }, canceled);
}
