import { principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { keepAuthenticatorApp } from '../ledger/vault/authenticator-app.ts';
import { type LocalAccount, localAccountOf } from '../ledger/vault/local-account.ts';
import { addLocalAccount } from './create-local-account.ts';

export type SeededAccount = Pick<LocalAccount, 'principalId' | 'signInName' | 'passwordHash'> & {
  /** An authenticator app whose seed is known to whoever reads the documentation; null: none. */
  readonly app: { readonly id: string; readonly sealedSeed: string } | null;
};

/**
 * Gives the people of the demo organisation accounts at its first start; who has one keeps it as it is. They are asked for
 * a second factor only where a role asks for it.
 */
export function seedLocalAccounts(ledger: Ledger, accounts: readonly SeededAccount[]): Promise<void> {
  const context = { actorId: null, command: 'seedLocalAccounts', correlationId: 'first-start', origin: 'demo' };
  return ledger.execute(context, async (scope) => {
    for (const { app, ...account } of accounts) {
      const { principalId } = account;
      const principal = await principalById(scope.tx, principalId);
      if (principal === null || (await localAccountOf(scope.tx, principalId)) !== null) continue;
      await addLocalAccount(scope, { ...account, secondFactor: 'whenAsked' });
      if (app === null) continue;
      const added = { principalId, credentialId: app.id, kind: 'authenticatorApp', expiresAt: null } as const;
      await scope.append([{ type: 'credential.added', ...added }]);
      await keepAuthenticatorApp(scope.vault, {
        ...app,
        principalId,
        lastStep: 0,
        createdAt: scope.now.epochMilliseconds,
      });
    }
  });
}
