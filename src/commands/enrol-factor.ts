import { nextSignInStep } from '../domain/account/next-sign-in-step.ts';
import type { SignInStrength } from '../domain/account/sign-in-strength.ts';
import { refuse } from '../domain/errors.ts';
import type { DomainEvent } from '../domain/events.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { type AuthenticatorApp, authenticatorAppOf, keepAuthenticatorApp } from '../ledger/vault/authenticator-app.ts';
import { keepPasskey, type Passkey, passkeyByCredential, passkeysOf } from '../ledger/vault/passkey.ts';
import { keepRecoveryCodes } from '../ledger/vault/recovery-code.ts';
import { accountFactors } from './account-factors.ts';
import { noteMethod, type SigningIn, signInAccount, standingOf } from './prove-factor.ts';

const MOST_PASSKEYS = 20;

export type NewAuthenticatorApp = Pick<AuthenticatorApp, 'id' | 'principalId' | 'sealedSeed' | 'lastStep'>;
export type NewPasskey = Omit<Passkey, 'createdAt' | 'lastUsedAt'>;

/** A second factor that a person has made. */
export type MadeFactor =
  | { readonly kind: 'authenticatorApp'; readonly app: NewAuthenticatorApp }
  | { readonly kind: 'passkey'; readonly passkey: NewPasskey };

/** The same with the digests of the recovery codes that come with the first one. */
export type NewFactor = MadeFactor & { readonly recoveryDigests: readonly string[] | null };

/**
 * Adds the factor that a sign-in under way asks for and the account lacks; that proves it too. Refused where the sign-in
 * does not stand at that step.
 */
export function enrolAtSignIn(
  ledger: Ledger,
  { wanted, factor, ...signingIn }: SigningIn & { readonly wanted: SignInStrength | null; readonly factor: NewFactor },
): Promise<void> {
  const { correlationId, origin } = signingIn;
  const principalId = ownerOf(factor);
  const context = { actorId: principalId, command: 'enrolFactor', correlationId, origin, target: principalId };
  return ledger.execute(context, async (scope) => {
    const standing = await standingOf(scope, signingIn);
    const account = await signInAccount(scope, principalId);
    const factors = await accountFactors(scope.tx, account);
    const step =
      standing?.principalId === principalId ? nextSignInStep(factors, standing.methods, wanted) : ('identify' as const);
    const isAsked = step === 'enrolSecondFactor' || (step === 'enrolPasskey' && factor.kind === 'passkey');
    if (!isAsked) refuse({ code: 'signInFailed', message: 'this sign-in does not ask for a new factor; begin again' });
    await addFactor(scope, factor);
    await noteMethod(scope, signingIn, principalId, factor.kind === 'passkey' ? 'passkey' : 'totp');
  });
}

/** Writes the factor and its record; a new app takes the place of the one before. */
export async function addFactor({ tx, vault, now, append }: CommandScope, factor: NewFactor): Promise<void> {
  const createdAt = now.epochMilliseconds;
  const principalId = ownerOf(factor);
  const events: DomainEvent[] = [];
  const added = (kind: 'authenticatorApp' | 'passkey', credentialId: string): DomainEvent => ({
    type: 'credential.added',
    principalId,
    credentialId,
    kind,
    expiresAt: null,
  });
  if (factor.kind === 'authenticatorApp') {
    const before = await authenticatorAppOf(tx, principalId);
    if (before !== null) {
      const removed = { principalId, credentialId: before.id, kind: 'authenticatorApp' } as const;
      events.push({ type: 'credential.removed', ...removed, replacedById: factor.app.id });
    }
    events.push(added('authenticatorApp', factor.app.id));
  } else {
    if ((await passkeysOf(tx, principalId)).length >= MOST_PASSKEYS) {
      refuse({ code: 'tooManyCredentials', message: `you have ${MOST_PASSKEYS} passkeys already; remove one first` });
    }
    if ((await passkeyByCredential(tx, factor.passkey.credentialId)) !== null) {
      refuse({ code: 'alreadyExists', message: 'this passkey is in use already' });
    }
    events.push(added('passkey', factor.passkey.id));
  }
  if (factor.recoveryDigests !== null) {
    const withCredentialId = factor.kind === 'passkey' ? factor.passkey.id : factor.app.id;
    events.push({ type: 'credential.changed', principalId, kind: 'recoveryCodes', withCredentialId });
  }
  await append(events);
  if (factor.kind === 'authenticatorApp') await keepAuthenticatorApp(vault, { ...factor.app, createdAt });
  else await keepPasskey(vault, { ...factor.passkey, createdAt });
  if (factor.recoveryDigests !== null) await keepRecoveryCodes(vault, principalId, factor.recoveryDigests);
}

function ownerOf(factor: NewFactor): string {
  return factor.kind === 'passkey' ? factor.passkey.principalId : factor.app.principalId;
}
