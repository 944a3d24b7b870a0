import type { UnmetRule } from '../../errors.ts';
import type { RuleInput } from './rule-input.ts';

/** A justification must be given; white space alone is none. */
export function evaluateJustificationRule({ justification }: RuleInput): readonly UnmetRule[] {
  if (justification !== null && justification.trim() !== '') return [];
  return [{ rule: 'justification', message: 'a justification is required; say what you will do and why' }];
}
