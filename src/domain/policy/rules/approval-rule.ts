import type { UnmetRule } from '../../errors.ts';
import type { ApprovalRule } from '../policy.ts';
import { evaluateJustificationRule } from './justification-rule.ts';
import type { RuleInput } from './rule-input.ts';

/** Who must be asked owes the approvers a justification, where the rule says so. */
export function evaluateApprovalRule(rule: ApprovalRule, input: RuleInput): readonly UnmetRule[] {
  return rule.isRequired && rule.isRequestorJustificationRequired ? evaluateJustificationRule(input) : [];
}
