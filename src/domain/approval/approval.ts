import type { ActivationRules } from '../policy/activation-rules.ts';
import type { ApproverReference } from '../policy/policy.ts';
import type { Scope } from '../scope.ts';

/** What an approval rests on, as it was when the request was submitted. It carries the request's id. */
export interface ApprovalTerms {
  readonly requestId: string;
  readonly rules: ActivationRules;
  /** One for each stage, in the order in which they are asked. */
  readonly stageIds: readonly string[];
}

/** A step of an approval that was opened; the ones after it open when it is approved (BEHAVIOUR §2). */
export interface ApprovalStage {
  readonly id: string;
  readonly requestId: string;
  /** 0 for the first. */
  readonly ordinal: number;
  readonly requestedAt: Temporal.Instant;
  /** From here on a decision is too late, timer or not (BEHAVIOUR §4). */
  readonly expiresAt: Temporal.Instant;
  readonly isApproverJustificationRequired: boolean;
  /** Distinct people who must approve. */
  readonly approvalsNeeded: number;
  /** Named when the request was submitted; who may decide is resolved live. */
  readonly approvers: readonly ApproverReference[];
  /** All of them, in order: each from another person. */
  readonly decisions: readonly StageDecision[];
  /** The one that concluded the stage. */
  readonly decision: StageDecision | null;
}

export interface StageDecision {
  readonly result: 'approved' | 'denied';
  readonly decidedById: string;
  readonly decidedAt: Temporal.Instant;
  readonly justification: string | null;
  /** What this decision and all before it leave of what was asked; null: all of it. */
  readonly grantedDuration: string | null;
  readonly grantedScope: Scope | null;
}
