import { type PolicyRules, type Rule, type RuleId, ruleIds } from './policy.ts';
import { ruleLength } from './validity/rule-length.ts';

/** A rule that differs, before and after. */
export interface RuleDifference {
  readonly id: RuleId;
  readonly before: Rule;
  readonly after: Rule;
}

/** The rules that ask for something else, in the order of the ids. */
export function ruleDifferences(before: PolicyRules, after: PolicyRules): readonly RuleDifference[] {
  return ruleIds
    .filter((id) => !isSameRule(before[id], after[id]))
    .map((id) => ({ id, before: before[id], after: after[id] }));
}

/** Whether two rules ask for the same, whatever the order of their lists and the spelling of their durations. */
export function isSameRule(a: Rule, b: Rule): boolean {
  return JSON.stringify(comparable('', a)) === JSON.stringify(comparable('', b));
}

const durations = ['window', 'maximumDuration', 'maximumAge'];

function comparable(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => comparable('', item));
    // stages are asked one after the other; all other lists are sets
    return name === 'stages' ? items : items.map((item) => JSON.stringify(item)).sort();
  }
  if (typeof value === 'string' && durations.includes(name)) return ruleLength(value) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  // the name that an approver had is for display only
  const members = Object.entries(value).filter(([member]) => member !== 'description');
  return members
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => [key, comparable(key, member)]);
}
