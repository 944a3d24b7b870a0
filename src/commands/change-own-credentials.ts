import { hasSecondFactor } from '../domain/assurance.ts';
import { refuse } from '../domain/errors.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { authenticatorAppOf, forgetAuthenticatorApp } from '../ledger/vault/authenticator-app.ts';
import { type LocalAccount, localAccountOf } from '../ledger/vault/local-account.ts';
import { forgetPasskey, passkeysOf } from '../ledger/vault/passkey.ts';
import { keepRecoveryCodes } from '../ledger/vault/recovery-code.ts';
import { accountFactors } from './account-factors.ts';
import { callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { addFactor, type NewFactor } from './enrol-factor.ts';
import { replacePassword } from './replace-credentials.ts';

/** A person at their browser, and when they last proved who they are (milliseconds since the epoch). */
export interface AccountHolder {
  readonly caller: Caller;
  readonly sessionId: string;
  readonly provenAt: number | null;
}

/** What is changed of one's own account takes a sign-in that is not older. */
export const FRESH_MS = 10 * 60_000;
const FRESH = 'PT10M';

/** Runs a change of the holder's own account; refuses without a fresh sign-in by the strongest that the account has. */
function change(
  ledger: Ledger,
  holder: AccountHolder,
  work: (scope: CommandScope, account: LocalAccount) => Promise<void>,
): Promise<void> {
  const { caller, provenAt } = holder;
  const { principalId, assurance } = caller;
  return ledger.execute(contextOf(caller, 'changeOwnCredentials', principalId), async (scope) => {
    await callerFacts(scope.tx, caller, scope.now);
    const account = await localAccountOf(scope.tx, principalId);
    if (account === null) {
      refuse({ code: 'localAccountNotFound', message: 'you do not sign in here, but at another provider' });
    }
    const { hasAuthenticatorApp, hasPasskey } = await accountFactors(scope.tx, account);
    const isFresh = provenAt !== null && scope.now.epochMilliseconds - provenAt < FRESH_MS;
    if (!isFresh || ((hasAuthenticatorApp || hasPasskey) && !hasSecondFactor(assurance, scope.now, FRESH))) {
      refuse({ code: 'freshSignInNeeded', message: 'sign in again to change how you sign in' });
    }
    await work(scope, account);
  });
}

/** A new password; every other sign-in of the person ends. */
export function changeOwnPassword(ledger: Ledger, holder: AccountHolder, passwordHash: string): Promise<void> {
  return change(ledger, holder, async (scope, { principalId }) => {
    await replacePassword(scope, { principalId, passwordHash, keptSessionId: holder.sessionId });
  });
}

export function addOwnFactor(ledger: Ledger, holder: AccountHolder, factor: NewFactor): Promise<void> {
  return change(ledger, holder, (scope) => addFactor(scope, factor));
}

/** New recovery codes, by their digests; those before are of no use from now on. */
export function renewOwnRecoveryCodes(
  ledger: Ledger,
  holder: AccountHolder,
  digests: readonly string[],
): Promise<void> {
  return change(ledger, holder, async ({ append, vault }, { principalId }) => {
    await append([{ type: 'credential.changed', principalId, kind: 'recoveryCodes' }]);
    await keepRecoveryCodes(vault, principalId, digests);
  });
}

/** Takes away a passkey or the app; the last second factor stays. */
export function removeOwnFactor(ledger: Ledger, holder: AccountHolder, credentialId: string): Promise<void> {
  return change(ledger, holder, async ({ tx, vault, append }, { principalId, secondFactor }) => {
    const app = await authenticatorAppOf(tx, principalId);
    const passkeys = await passkeysOf(tx, principalId);
    const isApp = app?.id === credentialId;
    if (!isApp && !passkeys.some(({ id }) => id === credentialId)) {
      refuse({ code: 'credentialNotFound', message: 'there is no such passkey or app' });
    }
    if (secondFactor === 'always' && passkeys.length + (app === null ? 0 : 1) === 1) {
      refuse({ code: 'lastSecondFactor', message: 'this is your last second factor; add another first' });
    }
    const kind = isApp ? 'authenticatorApp' : 'passkey';
    await append([{ type: 'credential.removed', principalId, credentialId, kind }]);
    if (isApp) await forgetAuthenticatorApp(vault, principalId);
    else await forgetPasskey(vault, { id: credentialId, principalId });
  });
}
