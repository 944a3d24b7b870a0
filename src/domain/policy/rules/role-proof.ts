import { type Assurance, hasSecondFactor, satisfiesContext } from '../../assurance.ts';
import type { NeededSignIn } from '../../errors.ts';
import type { PolicyRules } from '../policy.ts';

/** The rules that say what a role understands by a second factor, and how old it may be. */
export type ProofRules = Pick<
  PolicyRules,
  'Enablement_EndUser_Assignment' | 'AuthenticationContext_EndUser_Assignment' | 'ProofAge_EndUser_Assignment'
>;

/**
 * Whether all that the role understands by a second factor was proven at most `maximumAge` (ISO 8601) ago: its
 * authentication context where it asks for one, else, or where it asks for that too, a second factor.
 */
export function isProven(
  { AuthenticationContext_EndUser_Assignment: context, Enablement_EndUser_Assignment: { enabled } }: ProofRules,
  assurance: Assurance,
  now: Temporal.Instant,
  maximumAge: string,
): boolean {
  const asksForFactor = !context.isEnabled || enabled.includes('multiFactorAuthentication');
  if (asksForFactor && !hasSecondFactor(assurance, now, maximumAge)) return false;
  const { claimValue } = context;
  return !context.isEnabled || (claimValue !== '' && satisfiesContext(assurance, claimValue, now, maximumAge));
}

/** The sign-in that proves it. */
export function provingSignIn(rules: ProofRules, maximumAge: string): NeededSignIn {
  const { isEnabled, claimValue } = rules.AuthenticationContext_EndUser_Assignment;
  return { authenticationContext: isEnabled ? claimValue : null, maximumAge };
}
