import type { AccountFactors } from '../domain/account/next-sign-in-step.ts';
import type { Reader } from '../ledger/engine.ts';
import { authenticatorAppOf } from '../ledger/vault/authenticator-app.ts';
import type { LocalAccount } from '../ledger/vault/local-account.ts';
import { passkeysOf } from '../ledger/vault/passkey.ts';

/** What an account can be proven by. */
export async function accountFactors(
  tx: Reader,
  { principalId, secondFactor }: Pick<LocalAccount, 'principalId' | 'secondFactor'>,
): Promise<AccountFactors> {
  return {
    hasAuthenticatorApp: (await authenticatorAppOf(tx, principalId)) !== null,
    hasPasskey: (await passkeysOf(tx, principalId)).length > 0,
    secondFactor,
  };
}
