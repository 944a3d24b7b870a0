import { nextSignInStep } from '../domain/account/next-sign-in-step.ts';
import type { SignInMethod, SignInStrength } from '../domain/account/sign-in-strength.ts';
import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import { isEmergencyAccount } from '../ledger/facts/emergency-account-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { forgetAttempt } from '../ledger/vault/sign-in-attempt.ts';
import { accountFactors } from './account-factors.ts';
import { type SigningIn, signInAccount, standingOf } from './prove-factor.ts';

export interface CompletedSignIn {
  readonly principalId: string;
  readonly methods: readonly SignInMethod[];
  /** When the oldest of them was proven; milliseconds since the epoch. */
  readonly provenSince: number;
}

/**
 * Ends a sign-in at the embedded provider that has proven everything it needs to; refuses one that left a step out. The
 * use of an emergency account alarms all administrators in the same transaction (BEHAVIOUR §6).
 */
export function completeSignIn(
  ledger: Ledger,
  { wanted, clientId, ...signingIn }: SigningIn & { readonly wanted: SignInStrength | null; readonly clientId: string },
): Promise<CompletedSignIn> {
  const { correlationId, origin } = signingIn;
  const context = { actorId: null, command: 'signIn', correlationId, origin, target: clientId };
  return ledger.execute(context, async (scope) => {
    const standing = await standingOf(scope, signingIn);
    if (standing === null) refuse({ code: 'signInFailed', message: 'nothing was proven yet; begin again' });
    const { principalId, methods, provenSince } = standing;
    const account = await signInAccount(scope, principalId);
    const factors = await accountFactors(scope.tx, account);
    if (nextSignInStep(factors, methods, wanted) !== 'done') {
      refuse({ code: 'signInFailed', message: 'this sign-in is not finished; prove what is asked for' });
    }
    const what = { principalId, clientId, methods };
    const events: DomainEvent[] = [{ type: 'signIn.completed', ...what }];
    if (await isEmergencyAccount(scope.tx, principalId)) events.push({ type: 'emergencyAccount.used', ...what });
    await scope.append(events);
    await forgetAttempt(scope.vault, signingIn.attemptKey);
    return { principalId, methods, provenSince };
  });
}
