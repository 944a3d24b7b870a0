import { isAtLeastAsNarrow } from '../condition/condition-narrowing.ts';
import { parseCondition } from '../condition/parse-condition.ts';
import { invalidField, type Violation } from '../errors.ts';
import type { WrittenCondition } from '../schedule.ts';

export type ConditionOutcome = { readonly condition: WrittenCondition | null } | { readonly violation: Violation };

/** The condition of an activation: the eligibility's, or the asked one where that is at least as narrow (BEHAVIOUR §3). */
export function activationCondition(
  asked: WrittenCondition | null,
  eligible: WrittenCondition | null,
): ConditionOutcome {
  if (asked === null) return { condition: eligible };
  if (eligible === null || asked.text === eligible.text) return { condition: asked };
  const candidate = parseCondition(asked.text);
  const bound = parseCondition(eligible.text, { mixedOperators: 'read' });
  if (candidate.ok && bound.ok && isAtLeastAsNarrow(candidate.condition, bound.condition)) return { condition: asked };
  const allowed = 'the condition of the eligibility, or that condition AND more';
  return { violation: invalidField('condition', asked.text, allowed, 'conditionInvalid') };
}

/** Why a condition cannot be stored, or null. */
export function whyConditionInvalid(condition: WrittenCondition | null): Violation | null {
  if (condition === null) return null;
  if (condition.version !== '1.0' && condition.version !== '2.0') {
    return invalidField('conditionVersion', condition.version, '`2.0` or `1.0`', 'conditionInvalid');
  }
  const parsed = parseCondition(condition.text);
  if (parsed.ok) return null;
  return {
    ...invalidField('condition', condition.text, 'a condition that can be read', 'conditionInvalid'),
    message: parsed.error.message,
  };
}
