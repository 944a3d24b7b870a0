import type { ApproverReference } from '../policy/policy.ts';

/** One step of an approval; a request has one in this release. Its approval carries the request's id. */
export interface ApprovalStage {
  readonly id: string;
  readonly requestId: string;
  readonly requestedAt: Temporal.Instant;
  /** From here on a decision is too late, timer or not (BEHAVIOUR §4). */
  readonly expiresAt: Temporal.Instant;
  readonly isApproverJustificationRequired: boolean;
  /** Named when the request was submitted; who may decide is resolved live. */
  readonly approvers: readonly ApproverReference[];
  readonly decision: StageDecision | null;
}

export interface StageDecision {
  readonly result: 'approved' | 'denied';
  readonly decidedById: string;
  readonly decidedAt: Temporal.Instant;
  readonly justification: string | null;
}
