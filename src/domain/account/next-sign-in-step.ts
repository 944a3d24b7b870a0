import { isAtLeast, type SignInMethod, type SignInStrength, strengthOf } from './sign-in-strength.ts';

/** What an account can be proven by. */
export interface AccountFactors {
  readonly hasAuthenticatorApp: boolean;
  readonly hasPasskey: boolean;
  /** Whether every sign-in needs two factors, or only one that somebody asks for. */
  readonly secondFactor: 'always' | 'whenAsked';
}

/** What a person does next: prove themselves further, add what is missing, or arrive. */
export type SignInStep = 'identify' | 'secondFactor' | 'passkey' | 'enrolSecondFactor' | 'enrolPasskey' | 'done';

/**
 * The next step of a sign-in. A factor that is asked for and that the account lacks is added once everything that it
 * has is proven.
 */
export function nextSignInStep(
  factors: AccountFactors,
  methods: readonly SignInMethod[],
  wanted: SignInStrength | null,
): SignInStep {
  const proven = strengthOf(methods);
  if (proven === null) return 'identify';
  const needed = wanted === 'phr' ? 'phr' : factors.secondFactor === 'always' || wanted === 'mfa' ? 'mfa' : 'pwd';
  if (isAtLeast(proven, needed)) return 'done';
  if (needed === 'phr' && factors.hasPasskey) return 'passkey';
  if (proven === 'pwd') {
    return factors.hasAuthenticatorApp || factors.hasPasskey ? 'secondFactor' : 'enrolSecondFactor';
  }
  return 'enrolPasskey';
}
