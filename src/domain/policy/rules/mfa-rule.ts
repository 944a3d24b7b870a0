import { hasSecondFactor } from '../../assurance.ts';
import type { UnmetRule } from '../../errors.ts';
import { needed } from './needed-sign-in.ts';
import type { RuleInput } from './rule-input.ts';

/** The caller's sign-in must carry a second factor; an unknown one counts as none. */
export function evaluateMfaRule(input: RuleInput): readonly UnmetRule[] {
  const { assurance, now } = input;
  if (hasSecondFactor(assurance, now, null)) return [];
  const how = assurance.isProgram
    ? 'a service principal has no second factor, so a person must ask'
    : 'sign in again with a second factor';
  return [
    {
      rule: 'mfa',
      ...needed(input, { authenticationContext: null, maximumAge: null }),
      message: `multi-factor authentication is required; ${how}`,
    },
  ];
}
