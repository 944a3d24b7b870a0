import type { PolicyChanges } from '../../../domain/policy/decide-policy-update.ts';
import { type PolicyRules, type Rule, type RuleId, ruleIds, ruleKind } from '../../../domain/policy/policy.ts';
import type { RuleBodies } from './rule-schema.ts';

/** The rules that a body names, whole, as the domain knows them. */
export function parseRuleBodies(bodies: Partial<RuleBodies>): PolicyChanges {
  const changes = new Map<RuleId, Rule>();
  for (const id of ruleIds) {
    const body = bodies[id];
    if (body !== undefined) changes.set(id, parseRuleBody(id, body));
  }
  return changes;
}

function parseRuleBody(id: RuleId, body: RuleBodies[RuleId]): Rule {
  const rule = { kind: ruleKind(id), ...body } as Rule;
  if (rule.kind === 'proofAge') return { ...rule, isFreshProofRequired: rule.isFreshProofRequired ?? false };
  if (rule.kind !== 'approval') return rule;
  const [first, ...others] = rule.stages.map((stage) => ({
    ...stage,
    approvers: stage.approvers.map(({ kind, id: approverId, description = null }) => {
      return { kind, id: approverId.toLowerCase(), description };
    }),
  }));
  return first === undefined ? rule : { ...rule, stages: [first, ...others] };
}

/** A rule without its kind, which its id tells. */
export function presentRule({ kind: _, ...body }: Rule): RuleBodies[RuleId] {
  return body;
}

/** All rules of a policy; what is read can be written back as it is. */
export function presentRules(rules: PolicyRules): RuleBodies {
  return Object.fromEntries(ruleIds.map((id) => [id, presentRule(rules[id])])) as unknown as RuleBodies;
}
