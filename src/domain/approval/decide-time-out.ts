import { accept, type Decision, reject } from '../decision.ts';
import type { ScheduleRequest } from '../request/request.ts';
import { isBefore } from '../time.ts';
import type { ApprovalStage } from './approval.ts';

/** Closes a request whose window is over. The window itself is kept by the clock, not by this (BEHAVIOUR §4). */
export function decideTimeOut(request: ScheduleRequest, stage: ApprovalStage, now: Temporal.Instant): Decision {
  if (request.status !== 'pendingApproval' || isBefore(now, stage.expiresAt)) {
    return reject({ code: 'approvalClosed', message: `request \`${request.id}\` is not due to expire` });
  }
  return accept({ type: 'approval.timedOut', requestId: request.id, stageId: stage.id });
}
