import { satisfiesContext } from '../../assurance.ts';
import type { UnmetRule } from '../../errors.ts';
import type { AuthenticationContextRule } from '../policy.ts';
import { needed } from './needed-sign-in.ts';
import type { RuleInput } from './rule-input.ts';

/** The sign-in must satisfy the named authentication context; an enabled rule without a name is met by nobody. */
export function evaluateAuthenticationContextRule(
  { isEnabled, claimValue }: AuthenticationContextRule,
  input: RuleInput,
): readonly UnmetRule[] {
  if (!isEnabled) return [];
  if (claimValue !== '' && satisfiesContext(input.assurance, claimValue, input.now, null)) return [];
  return [
    {
      rule: 'authenticationContext',
      ...needed(input, { authenticationContext: claimValue, maximumAge: null }),
      message: `authentication context \`${claimValue}\` is required; sign in again as it asks`,
    },
  ];
}
