import type { UnmetRule } from '../../errors.ts';
import type { AuthenticationContextRule } from '../policy.ts';
import type { RuleInput } from './rule-input.ts';

/** The sign-in must satisfy the named authentication context; an enabled rule without a name is met by nobody. */
export function evaluateAuthenticationContextRule(
  rule: AuthenticationContextRule,
  { assurance }: RuleInput,
): readonly UnmetRule[] {
  if (!rule.isEnabled) return [];
  if (rule.claimValue !== '' && assurance.authenticationContexts.includes(rule.claimValue)) return [];
  return [
    {
      rule: 'authenticationContext',
      claimValue: rule.claimValue,
      message: `authentication context \`${rule.claimValue}\` is required; sign in again as it asks`,
    },
  ];
}
