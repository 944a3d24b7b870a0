import type { UnmetRule } from '../../errors.ts';
import type { Enablement, EnablementRule } from '../policy.ts';
import { evaluateJustificationRule } from './justification-rule.ts';
import { evaluateMfaRule } from './mfa-rule.ts';
import type { RuleInput } from './rule-input.ts';
import { evaluateTicketingRule } from './ticketing-rule.ts';

/** What a policy can switch on, in the order in which a person is told. */
const evaluators: ReadonlyArray<readonly [Enablement, (input: RuleInput) => readonly UnmetRule[]]> = [
  ['justification', evaluateJustificationRule],
  ['ticketing', evaluateTicketingRule],
  ['multiFactorAuthentication', evaluateMfaRule],
];

/** Justification, ticket and second factor, each only where it is switched on. */
export function evaluateEnablementRule(rule: EnablementRule, input: RuleInput): readonly UnmetRule[] {
  return evaluators.flatMap(([name, evaluate]) => (rule.enabled.includes(name) ? evaluate(input) : []));
}
