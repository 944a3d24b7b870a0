import type { Violation } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import { judgePolicy } from './judge-policy.ts';
import type { EffectivePolicy, PolicyRules, Rule, RuleId } from './policy.ts';
import type { PolicyReach } from './policy-reach.ts';
import type { PolicyWarning } from './policy-warning.ts';
import { whyRuleInvalid } from './validity/why-rule-invalid.ts';

/** Whole rules by their id. */
export type PolicyChanges = ReadonlyMap<RuleId, Rule>;

export interface PolicyUpdateFacts {
  readonly policy: EffectivePolicy;
  readonly callerId: string;
  /** Whom the policy would reach with the changes. */
  readonly reach: PolicyReach;
}

export type PolicyDecision =
  | {
      readonly accepted: true;
      readonly events: readonly DomainEvent[];
      readonly after: PolicyRules;
      readonly warnings: readonly PolicyWarning[];
    }
  | { readonly accepted: false; readonly violation: Violation };

/** Why one of the rules cannot be written, looked at by itself; null where all can. */
export function whyChangesInvalid(changes: PolicyChanges): Violation | null {
  for (const [id, rule] of changes) {
    const violation = whyRuleInvalid(id, rule);
    if (violation !== null) return violation;
  }
  return null;
}

/** The rules once the changes are in; the rest is kept. */
export function withChanges(rules: PolicyRules, changes: PolicyChanges): PolicyRules {
  return { ...rules, ...Object.fromEntries(changes) };
}

/**
 * Replaces whole rules by their id and keeps the rest; a policy that nobody could satisfy is refused (BEHAVIOUR §2).
 * A policy that is written at the scope already and would stay as it is gives no event.
 */
export function decidePolicyUpdate(changes: PolicyChanges, facts: PolicyUpdateFacts): PolicyDecision {
  const { policy, callerId, reach } = facts;
  const invalid = whyChangesInvalid(changes);
  if (invalid !== null) return { accepted: false, violation: invalid };
  const after = withChanges(policy.rules, changes);
  const { violation, warnings } = judgePolicy(after, reach, changes.has('Approval_EndUser_Assignment'));
  if (violation !== null) return { accepted: false, violation };
  const isAsItWas = [...changes].every(([id, rule]) => JSON.stringify(rule) === JSON.stringify(policy.rules[id]));
  const changesNothing = changes.size === 0 || (isAsItWas && policy.writtenAt === policy.scope);
  const updated = {
    type: 'roleManagementPolicy.updated',
    scope: policy.scope,
    roleDefinitionId: policy.roleDefinitionId,
    before: policy.rules,
    after,
    modifiedById: callerId,
    ...(warnings.length > 0 ? { warnings } : {}),
  } as const;
  return { accepted: true, events: changesNothing ? [] : [updated], after, warnings };
}
