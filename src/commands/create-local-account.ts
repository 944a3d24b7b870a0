import { refuse } from '../domain/errors.ts';
import type { CommandScope } from '../ledger/ledger.ts';
import { keepLocalAccount, type LocalAccount, localAccountNamed } from '../ledger/vault/local-account.ts';

/** Part of a command: makes a person able to sign in at the embedded provider. Refuses a name that somebody has. */
export async function addLocalAccount(
  { tx, vault, now, append }: CommandScope,
  account: Pick<LocalAccount, 'principalId' | 'signInName' | 'passwordHash' | 'secondFactor'>,
): Promise<void> {
  const { principalId, signInName } = account;
  if ((await localAccountNamed(tx, signInName)) !== null) {
    refuse({
      code: 'signInNameTaken',
      field: 'signInName',
      given: signInName,
      message: `somebody signs in as \`${signInName}\` already; choose another name`,
    });
  }
  const at = now.epochMilliseconds;
  await append([{ type: 'localAccount.created', principalId, signInName }]);
  await keepLocalAccount(vault, { ...account, createdAt: at, passwordChangedAt: at, signInsCountFrom: 0 });
}
