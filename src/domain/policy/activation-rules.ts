import type { PolicyRules, RuleId } from './policy.ts';

/** The rules that an activation is decided by; who is told is not among them. */
export const activationRuleIds = [
  'Expiration_EndUser_Assignment',
  'Enablement_EndUser_Assignment',
  'AuthenticationContext_EndUser_Assignment',
  'Approval_EndUser_Assignment',
  'Justification_EndUser_Assignment',
  'ProofAge_EndUser_Assignment',
  'SpotAudit_EndUser_Assignment',
] as const satisfies readonly RuleId[];

export type ActivationRules = Pick<PolicyRules, (typeof activationRuleIds)[number]>;

/** The part of a policy that an activation is decided by. */
export function activationRulesOf(rules: PolicyRules): ActivationRules {
  return Object.fromEntries(activationRuleIds.map((id) => [id, rules[id]])) as unknown as ActivationRules;
}
