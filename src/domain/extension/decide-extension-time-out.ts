import { accept, type Decision, reject } from '../decision.ts';
import type { ScheduleRequest } from '../request/request.ts';
import { isBefore } from '../time.ts';
import type { ExtensionRequest } from './extension.ts';

/** Closes an extension or renewal that nobody decided in time. The time itself is kept by the clock, not by this. */
export function decideExtensionTimeOut(
  request: ScheduleRequest,
  { expiresAt }: ExtensionRequest,
  now: Temporal.Instant,
): Decision {
  if (request.status !== 'pendingAdminDecision' || isBefore(now, expiresAt)) {
    return reject({ code: 'approvalClosed', message: `request \`${request.id}\` is not due to expire` });
  }
  return accept({ type: 'extension.timedOut', requestId: request.id });
}
