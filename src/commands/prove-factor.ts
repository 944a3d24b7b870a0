import type { SignInMethod } from '../domain/account/sign-in-strength.ts';
import { refuse } from '../domain/errors.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { useStep } from '../ledger/vault/authenticator-app.ts';
import { keepRehashedPassword, type LocalAccount, localAccountOf } from '../ledger/vault/local-account.ts';
import { passkeyByCredential, usePasskey } from '../ledger/vault/passkey.ts';
import { useRecoveryCode } from '../ledger/vault/recovery-code.ts';
import { attemptByKey, keepAttempt, type SignInAttempt } from '../ledger/vault/sign-in-attempt.ts';

/** What was checked of a factor; what makes it good once only is left to the transaction. */
export type Proof =
  | { readonly method: 'password'; readonly verifiedHash: string; readonly rehash: string | null }
  | { readonly method: 'totp'; readonly appId: string; readonly step: number }
  | { readonly method: 'recoveryCode'; readonly digest: string }
  | { readonly method: 'passkey'; readonly credentialId: string; readonly counter: number };

/** What a sign-in under way starts from: nothing, or what the person's session at the provider still proves. */
export type Baseline = Pick<SignInAttempt, 'principalId' | 'methods' | 'provenSince'> | null;

/** A sign-in under way at the embedded provider. */
export interface SigningIn {
  readonly attemptKey: string;
  readonly baseline: Baseline;
  readonly correlationId: string;
  readonly origin: string;
}

/** A sign-in takes no longer. */
const ATTEMPT_MS = 30 * 60_000;
const FAILED = 'this did not work; check what you typed and try again';

/** How far a sign-in has come: what is noted of it, else what it starts from. */
export async function standingOf(
  { tx, now }: Pick<CommandScope, 'tx' | 'now'>,
  { attemptKey, baseline }: Pick<SigningIn, 'attemptKey' | 'baseline'>,
): Promise<Baseline> {
  return (await attemptByKey(tx, attemptKey, now.epochMilliseconds)) ?? baseline;
}

/** Takes a sign-in one factor further. Every proof is good once; refuses with `signInFailed` what is not. */
export function proveFactor(
  ledger: Ledger,
  { principalId, proof, ...signingIn }: SigningIn & { readonly principalId: string; readonly proof: Proof },
): Promise<void> {
  const { correlationId, origin } = signingIn;
  const context = { actorId: principalId, command: 'signIn', correlationId, origin, target: principalId };
  return ledger.execute(context, async (scope) => {
    const account = await signInAccount(scope, principalId);
    const noted = await attemptByKey(scope.tx, signingIn.attemptKey, scope.now.epochMilliseconds);
    const isOther = noted !== null && noted.principalId !== principalId;
    const isHalfWay = (noted ?? signingIn.baseline)?.principalId === principalId;
    // who is half signed in goes on as the same person; a new password begins anew, a code begins nothing
    if (proof.method === 'passkey' ? isOther : proof.method !== 'password' && !isHalfWay) failed();
    if (!(await useOnce(scope, account, proof))) failed();
    await noteMethod(scope, signingIn, principalId, proof.method);
  });
}

/** Records that somebody could not prove who they are; `principalId` is null where nobody has the name. */
export async function refuseSignIn(
  ledger: Ledger,
  { principalId, correlationId, origin }: Pick<SigningIn, 'correlationId' | 'origin'> & { principalId: string | null },
): Promise<never> {
  const context = { actorId: null, command: 'signIn', correlationId, origin, target: principalId };
  return ledger.execute(context, async () => failed());
}

/** Notes that a method was proven now. A passkey stands by itself: nothing older is counted with it. */
export async function noteMethod(
  scope: CommandScope,
  signingIn: Pick<SigningIn, 'attemptKey' | 'baseline'>,
  principalId: string,
  method: SignInMethod,
): Promise<void> {
  const at = scope.now.epochMilliseconds;
  const before = method === 'password' || method === 'passkey' ? null : await standingOf(scope, signingIn);
  const isMore = before !== null && before.principalId === principalId;
  await keepAttempt(scope.vault, {
    key: signingIn.attemptKey,
    principalId,
    methods: isMore ? [...new Set([...before.methods, method])] : [method],
    provenSince: isMore ? before.provenSince : at,
    expiresAt: at + ATTEMPT_MS,
  });
}

/** The account of an enabled person; refuses every other. */
export async function signInAccount({ tx }: Pick<CommandScope, 'tx'>, principalId: string): Promise<LocalAccount> {
  const principal = await principalById(tx, principalId);
  const account = await localAccountOf(tx, principalId);
  if (principal === null || principal.kind !== 'user' || account === null) failed();
  if (!principal.enabled) {
    refuse({ code: 'principalDisabled', message: 'your account is disabled; ask an administrator' });
  }
  return account;
}

function failed(): never {
  refuse({ code: 'signInFailed', message: FAILED });
}

async function useOnce(
  { tx, vault, now }: CommandScope,
  { principalId, passwordHash }: LocalAccount,
  proof: Proof,
): Promise<boolean> {
  switch (proof.method) {
    case 'password':
      // the password was changed while it was checked
      if (passwordHash !== proof.verifiedHash) return false;
      if (proof.rehash !== null) await keepRehashedPassword(vault, principalId, proof.rehash);
      return true;
    case 'totp':
      return useStep(vault, principalId, proof.appId, proof.step);
    case 'recoveryCode':
      return useRecoveryCode(vault, principalId, proof.digest);
    case 'passkey': {
      const passkey = await passkeyByCredential(tx, proof.credentialId);
      if (passkey?.principalId !== principalId) return false;
      return usePasskey(vault, proof.credentialId, proof.counter, now.epochMilliseconds);
    }
  }
}
