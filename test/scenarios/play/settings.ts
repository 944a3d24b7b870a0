import { demoIds } from '../../../src/demo/demo-organisation.ts';
import type {
  ApprovalStageRule,
  ApproverReference,
  Enablement,
  PolicyRules,
} from '../../../src/domain/policy/policy.ts';

type DemoName = keyof typeof demoIds;
export type Approver = { readonly user: DemoName } | { readonly group: DemoName };

function reference(approver: Approver): ApproverReference {
  const [kind, name] = 'user' in approver ? (['user', approver.user] as const) : (['group', approver.group] as const);
  return { kind, id: demoIds[name], description: null };
}

/** What the one who activates must bring. */
export function enablement(...enabled: readonly Enablement[]): Partial<PolicyRules> {
  return { Enablement_EndUser_Assignment: { kind: 'enablement', enabled } };
}

/** The longest activation. */
export function maximum(maximumDuration: string): Partial<PolicyRules> {
  return { Expiration_EndUser_Assignment: { kind: 'expiration', isExpirationRequired: true, maximumDuration } };
}

/** One stage of approval by these; by the default approvers where there are none. */
export function approvalBy(...approvers: readonly Approver[]): Partial<PolicyRules> {
  return approvalWith({ approvers: approvers.map(reference) });
}

export function approvalWith(stage: Partial<ApprovalStageRule>): Partial<PolicyRules> {
  return {
    Approval_EndUser_Assignment: {
      kind: 'approval',
      isRequired: true,
      isRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      stages: [{ window: 'P1D', isApproverJustificationRequired: true, approvalsNeeded: 1, approvers: [], ...stage }],
    },
  };
}

/** Stages one after the other, each with its approvers and how many of them must approve. */
export function approvalInStages(
  ...stages: readonly [ApprovalStageRule, ...ApprovalStageRule[]]
): Partial<PolicyRules> {
  return {
    Approval_EndUser_Assignment: {
      kind: 'approval',
      isRequired: true,
      isRequiredForExtension: false,
      isRequestorJustificationRequired: true,
      stages,
    },
  };
}

export function stage(approvalsNeeded: number, ...approvers: readonly Approver[]): ApprovalStageRule {
  return {
    window: 'P1D',
    isApproverJustificationRequired: true,
    approvalsNeeded,
    approvers: approvers.map(reference),
  };
}

/** How long an administrator may assign at most; `isExpirationRequired` false allows a permanent assignment too. */
export function assignmentLimit(
  kind: 'Eligibility' | 'Assignment',
  maximumDuration: string,
  isExpirationRequired = true,
): Partial<PolicyRules> {
  return { [`Expiration_Admin_${kind}`]: { kind: 'expiration', isExpirationRequired, maximumDuration } };
}

/** How old a second factor may be; null: any. */
export function proofAge(maximumAge: string | null, isFreshProofRequired = false): Partial<PolicyRules> {
  return { ProofAge_EndUser_Assignment: { kind: 'proofAge', maximumAge, isFreshProofRequired } };
}

/** The authentication context that the one who activates must satisfy. */
export function context(claimValue: string): Partial<PolicyRules> {
  return {
    AuthenticationContext_EndUser_Assignment: { kind: 'authenticationContext', isEnabled: true, claimValue },
  };
}
