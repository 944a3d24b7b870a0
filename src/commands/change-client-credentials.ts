import { invalidField, refuse } from '../domain/errors.ts';
import { ROOT } from '../domain/scope.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  type ClientCredential,
  clientCredentialsOf,
  forgetClientCredential,
  keepClientCredential,
} from '../ledger/vault/client-credential.ts';
import { authorise } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';

const MOST_CREDENTIALS = 10;
const LONGEST_MS = 2 * 365 * 86_400_000;

export interface NewClientCredential
  extends Pick<ClientCredential, 'id' | 'principalId' | 'displayName' | 'kind' | 'value'> {
  readonly expiresAt: Temporal.Instant;
}

/** Gives a service principal a secret (its digest) or a public key, for two years at most. The record holds neither. */
export function addClientCredential(ledger: Ledger, caller: Caller, asked: NewClientCredential): Promise<void> {
  const { principalId, id, kind, expiresAt } = asked;
  return ledger.execute(
    contextOf(caller, 'changeClientCredentials', principalId),
    async ({ now, tx, append, vault }) => {
      await authorise(tx, caller, 'changeClientCredentials', { family: 'directory', scopeChain: [ROOT] }, now);
      if ((await principalById(tx, principalId))?.kind !== 'servicePrincipal') {
        refuse({ code: 'principalNotFound', message: `there is no service principal \`${principalId}\`` });
      }
      const left = expiresAt.epochMilliseconds - now.epochMilliseconds;
      if (left <= 0 || left > LONGEST_MS) {
        refuse(invalidField('expiresAt', expiresAt.toString(), 'an instant in the next two years'));
      }
      if (asked.displayName.trim() === '' || asked.displayName.length > 256) {
        refuse(invalidField('displayName', asked.displayName, '1 to 256 characters'));
      }
      if ((await clientCredentialsOf(tx, principalId)).length >= MOST_CREDENTIALS) {
        refuse({
          code: 'tooManyCredentials',
          message: `a service principal has at most ${MOST_CREDENTIALS} credentials; remove one first`,
        });
      }
      await append([{ type: 'credential.added', principalId, credentialId: id, kind, expiresAt }]);
      await keepClientCredential(vault, {
        ...asked,
        createdAt: now.epochMilliseconds,
        expiresAt: expiresAt.epochMilliseconds,
      });
    },
  );
}

/** Takes a secret or key from a service principal; it is of no use from now on. */
export function removeClientCredential(
  ledger: Ledger,
  caller: Caller,
  principalId: string,
  credentialId: string,
): Promise<void> {
  return ledger.execute(
    contextOf(caller, 'changeClientCredentials', principalId),
    async ({ now, tx, append, vault }) => {
      await authorise(tx, caller, 'changeClientCredentials', { family: 'directory', scopeChain: [ROOT] }, now);
      const credentials = await clientCredentialsOf(tx, principalId);
      const found = credentials.find(({ id }) => id === credentialId);
      if (found === undefined) {
        refuse({ code: 'credentialNotFound', message: `there is no credential \`${credentialId}\`` });
      }
      await append([{ type: 'credential.removed', principalId, credentialId, kind: found.kind }]);
      await forgetClientCredential(vault, { id: credentialId, principalId });
    },
  );
}
