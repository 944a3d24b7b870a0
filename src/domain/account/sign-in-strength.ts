/** By what a person can prove who they are at the embedded provider. */
export type SignInMethod = 'password' | 'totp' | 'recoveryCode' | 'passkey';

/** Weakest first. These are the provider's `acr` values; `phr` is phishing-resistant. */
export const signInStrengths = ['pwd', 'mfa', 'phr'] as const;
export type SignInStrength = (typeof signInStrengths)[number];

/** What the methods prove together; null where they prove nothing yet. A passkey verifies the person, so it is two factors. */
export function strengthOf(methods: readonly SignInMethod[]): SignInStrength | null {
  if (methods.includes('passkey')) return 'phr';
  if (!methods.includes('password')) return null;
  return methods.includes('totp') || methods.includes('recoveryCode') ? 'mfa' : 'pwd';
}

/** Whether what was proven is at least what is wanted. */
export function isAtLeast(proven: SignInStrength | null, wanted: SignInStrength): boolean {
  return proven !== null && signInStrengths.indexOf(proven) >= signInStrengths.indexOf(wanted);
}

/** The weakest that would satisfy a request for one of the `acr` values; null where it names none of this provider. */
export function wantedStrength(acrValues: readonly string[]): SignInStrength | null {
  return signInStrengths.find((strength) => acrValues.includes(strength)) ?? null;
}

const references: Readonly<Record<SignInMethod, readonly string[]>> = {
  password: ['pwd'],
  totp: ['otp'],
  recoveryCode: [],
  passkey: ['pop', 'user'],
};

/** The same in the words of RFC 8176. */
export function methodReferences(methods: readonly SignInMethod[]): readonly string[] {
  const named = methods.flatMap((method) => references[method]);
  return isAtLeast(strengthOf(methods), 'mfa') ? [...named, 'mfa'] : named;
}
