import { accountFactors } from '../../commands/account-factors.ts';
import { type SigningIn, standingOf } from '../../commands/prove-factor.ts';
import { type AccountFactors, nextSignInStep, type SignInStep } from '../../domain/account/next-sign-in-step.ts';
import type { SignInStrength } from '../../domain/account/sign-in-strength.ts';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import { localAccountOf } from '../../ledger/vault/local-account.ts';
import type { AccountServices } from './account-services.ts';

/** Where a sign-in stands. */
export interface SignInStanding {
  readonly step: SignInStep;
  /** Whose it is; null before anything is proven. */
  readonly person: {
    readonly principalId: string;
    readonly signInName: string;
    readonly displayName: string;
    readonly factors: AccountFactors;
  } | null;
}

/** What a sign-in asks for next, and of whom. */
export function signInStanding(
  { ledger }: Pick<AccountServices, 'ledger'>,
  signingIn: SigningIn,
  wanted: SignInStrength | null,
): Promise<SignInStanding> {
  return ledger.dryRun(async ({ tx, now }) => {
    const standing = await standingOf({ tx, now }, signingIn);
    if (standing === null) return { step: 'identify', person: null };
    const { principalId, methods } = standing;
    const account = await localAccountOf(tx, principalId);
    const principal = await principalById(tx, principalId);
    if (account === null || principal === null) return { step: 'identify', person: null };
    const factors = await accountFactors(tx, account);
    const { signInName } = account;
    const person = { principalId, signInName, displayName: principal.displayName, factors };
    return { step: nextSignInStep(factors, methods, wanted), person };
  });
}
