import { refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type ClientCredential, clientCredentialsOf } from '../ledger/vault/client-credential.ts';
import { authorise } from './authorise.ts';
import type { Caller } from './caller.ts';

/** The credentials of a service principal, for who may change them. */
export function readClientCredentials(
  ledger: Ledger,
  caller: Caller,
  principalId: string,
): Promise<readonly ClientCredential[]> {
  return ledger.dryRun(async ({ tx, now }) => {
    await authorise(tx, caller, 'changeClientCredentials', { family: 'directory', scopeChain: [ROOT] }, now);
    if ((await principalById(tx, principalId))?.kind !== 'servicePrincipal') {
      refuse({ code: 'principalNotFound', message: `there is no service principal \`${principalId}\`` });
    }
    return clientCredentialsOf(tx, principalId);
  });
}
