import type { RuleId } from './policy.ts';

/** What is allowed and yet worth a second look. The codes are stable: programs and records rely on them. */
export type PolicyWarningCode =
  | 'policyApproverUnknown'
  | 'policyWithoutApprover'
  | 'policyNeedsMorePeople'
  | 'policyLocksOut'
  | 'fewApprovers'
  | 'emptyApproverGroup'
  | 'eligibleWithoutApprover'
  | 'approversHoldRole'
  | 'servicePrincipalsExcluded';

export interface PolicyWarning {
  readonly code: PolicyWarningCode;
  readonly rule: RuleId;
  /** In words, for a person. */
  readonly message: string;
}
