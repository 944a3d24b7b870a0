import type { PolicyRuleName, UnmetRule } from '../errors.ts';
import type { ScheduleKind } from '../schedule.ts';
import type { PolicyRules } from './policy.ts';
import { evaluateApprovalRule } from './rules/approval-rule.ts';
import { evaluateAuthenticationContextRule } from './rules/authentication-context-rule.ts';
import { evaluateEnablementRule } from './rules/enablement-rule.ts';
import { evaluateExpirationRule } from './rules/expiration-rule.ts';
import { evaluateFreshProofRule } from './rules/fresh-proof-rule.ts';
import { evaluateJustificationQualityRule } from './rules/justification-quality-rule.ts';
import { evaluateProofAgeRule } from './rules/proof-age-rule.ts';
import type { RuleInput } from './rules/rule-input.ts';

type Evaluate = (rules: PolicyRules, input: RuleInput) => readonly UnmetRule[];

/** What is asked of the one who activates, in the order in which it is told (BEHAVIOUR §2, §3). */
export const activationRules: readonly Evaluate[] = [
  (rules, input) => evaluateExpirationRule(rules.Expiration_EndUser_Assignment, input),
  (rules, input) => evaluateEnablementRule(rules.Enablement_EndUser_Assignment, input),
  (rules, input) => evaluateAuthenticationContextRule(rules.AuthenticationContext_EndUser_Assignment, input),
  (rules, input) => evaluateApprovalRule(rules.Approval_EndUser_Assignment, input),
  (rules, input) => evaluateJustificationQualityRule(rules.Justification_EndUser_Assignment, input),
  evaluateProofAgeRule,
  evaluateFreshProofRule,
];

/** What is asked of an administrator who makes somebody eligible. */
export const eligibleAssignmentRules: readonly Evaluate[] = [
  (rules, input) => evaluateExpirationRule(rules.Expiration_Admin_Eligibility, input),
  (rules, input) => evaluateEnablementRule(rules.Enablement_Admin_Eligibility, input),
];

/** What is asked of an administrator who makes an active assignment. */
export const activeAssignmentRules: readonly Evaluate[] = [
  (rules, input) => evaluateExpirationRule(rules.Expiration_Admin_Assignment, input),
  (rules, input) => evaluateEnablementRule(rules.Enablement_Admin_Assignment, input),
];

/** Of these, what the time alone must meet. */
export const assignmentExpirationRules: Readonly<Record<ScheduleKind, readonly Evaluate[]>> = {
  eligible: eligibleAssignmentRules.slice(0, 1),
  active: activeAssignmentRules.slice(0, 1),
};

/** Every unmet rule at once, each rule named once (BEHAVIOUR §3). */
export function evaluatePolicy(
  evaluates: readonly Evaluate[],
  rules: PolicyRules,
  input: RuleInput,
): readonly UnmetRule[] {
  const unmet = new Map<PolicyRuleName, UnmetRule>();
  for (const evaluate of evaluates) {
    for (const rule of evaluate(rules, input)) if (!unmet.has(rule.rule)) unmet.set(rule.rule, rule);
  }
  return [...unmet.values()];
}
