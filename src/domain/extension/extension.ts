import type { OwnershipFacts } from '../approval/own-request.ts';
import type { ScheduleRequest } from '../request/request.ts';

/** What waits for an administrator: more time of an assignment, before its end or after it (BEHAVIOUR §3). */
export interface ExtensionRequest {
  readonly requestId: string;
  /** The assignment that is to last longer. */
  readonly scheduleId: string;
  /** From here on a decision is too late, timer or not. */
  readonly expiresAt: Temporal.Instant;
  readonly decision: ExtensionDecision | null;
}

/** A request to extend or renew, and what tells whether it is the decider's own. */
export interface ExtensionOwnership extends OwnershipFacts {
  readonly request: ScheduleRequest;
}

export interface ExtensionDecision {
  readonly result: 'approved' | 'denied';
  readonly decidedById: string;
  readonly decidedAt: Temporal.Instant;
}
