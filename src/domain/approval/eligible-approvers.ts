import { administratorRoles } from '../access/administrator-roles.ts';
import type { ApproverReference, EffectivePolicy } from '../policy/policy.ts';
import { isOrIsIn, type PrincipalFacts } from '../principal.ts';
import type { ApprovalStage } from './approval.ts';

/** Roles whose holders decide where a policy names nobody (BEHAVIOUR §4). */
export const defaultApproverRoles = administratorRoles;

/**
 * The approvers that count now: those of the effective policy, or, where it asks for no approval any more, or not
 * in that stage, those of the submission. Empty means the holders of the default roles.
 */
export function currentApprovers(
  stage: Pick<ApprovalStage, 'approvers' | 'ordinal'>,
  policy: EffectivePolicy,
): readonly ApproverReference[] {
  const rule = policy.rules.Approval_EndUser_Assignment;
  return (rule.isRequired ? rule.stages[stage.ordinal]?.approvers : undefined) ?? stage.approvers;
}

/** Whether somebody may decide, resolved at this moment: named, in a named group, or a default approver. */
export function isEligibleApprover(
  decider: PrincipalFacts,
  approvers: readonly ApproverReference[],
  holdsDefaultApproverRole: boolean,
): boolean {
  if (!decider.principal.enabled || decider.principal.kind !== 'user') return false;
  if (approvers.length === 0) return holdsDefaultApproverRole;
  return approvers.some((approver) => isOrIsIn(decider, approver.id));
}
