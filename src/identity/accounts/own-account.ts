import { principalById } from '../../ledger/facts/principal-facts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { authenticatorAppOf } from '../../ledger/vault/authenticator-app.ts';
import { localAccountOf } from '../../ledger/vault/local-account.ts';
import { type Passkey, passkeysOf } from '../../ledger/vault/passkey.ts';
import { recoveryCodesLeft } from '../../ledger/vault/recovery-code.ts';

/** What a person is shown of their own account. */
export interface OwnAccount {
  readonly displayName: string;
  /** null: the person signs in at another provider. */
  readonly signInName: string | null;
  /** Milliseconds since the epoch. */
  readonly passwordChangedAt: number;
  readonly app: { readonly id: string; readonly createdAt: number } | null;
  readonly passkeys: readonly Passkey[];
  readonly hasSecondFactor: boolean;
  readonly recoveryCodesLeft: number;
}

export function ownAccount(ledger: Pick<Ledger, 'read'>, principalId: string): Promise<OwnAccount> {
  return ledger.read(async (reader) => {
    const account = await localAccountOf(reader, principalId);
    const app = await authenticatorAppOf(reader, principalId);
    const passkeys = await passkeysOf(reader, principalId);
    return {
      displayName: (await principalById(reader, principalId))?.displayName ?? '',
      signInName: account?.signInName ?? null,
      passwordChangedAt: account?.passwordChangedAt ?? 0,
      app: app === null ? null : { id: app.id, createdAt: app.createdAt },
      passkeys,
      hasSecondFactor: app !== null || passkeys.length > 0,
      recoveryCodesLeft: await recoveryCodesLeft(reader, principalId),
    };
  });
}
