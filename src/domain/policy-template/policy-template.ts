import type { PolicyRules, Rule, RuleId } from '../policy/policy.ts';
import { isSameRule, type RuleDifference } from '../policy/rule-differences.ts';

/** The rules that a template states; it says nothing of the others. */
export type TemplateRules = Partial<PolicyRules>;

/** A named set of rules that is applied to many roles and scopes. */
export interface PolicyTemplate {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly rules: TemplateRules;
  /** 1 at first, one more each time that the rules change. */
  readonly version: number;
}

/** A name as it is compared with others: there is only one template of a name. */
export function templateNameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Each rule that a template states, with its id. */
export function statedRules(rules: TemplateRules): readonly (readonly [RuleId, Rule])[] {
  return Object.entries(rules) as [RuleId, Rule][];
}

/** Where settings are not, or not any more, as a template states them; `before` is what it states. */
export function driftFrom(stated: TemplateRules, rules: PolicyRules): readonly RuleDifference[] {
  return statedRules(stated)
    .filter(([id, rule]) => !isSameRule(rule, rules[id]))
    .map(([id, rule]) => ({ id, before: rule, after: rules[id] }));
}
