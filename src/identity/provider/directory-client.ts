import { timingSafeEqual } from 'node:crypto';
import { type AdapterPayload, Provider } from 'oidc-provider';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type ClientCredential, clientCredentialsOf } from '../../ledger/vault/client-credential.ts';
import { secretDigest } from '../secret-digest.ts';

/** Reads as nothing that could be a secret; the provider wants one to be there, and `isSecretOf` compares instead. */
const KEPT_AS_DIGEST = 'kept-as-digest';

export interface DirectoryClient {
  /** The service principal with this id as a client of the embedded provider; undefined where it may not sign in. */
  findClient(clientId: string): Promise<AdapterPayload | undefined>;
  /** Whether the text is one of the secrets that the service principal has now. */
  isSecretOf(clientId: string, given: string): Promise<boolean>;
}

/** Service principals as clients: their secrets and keys are read anew at every call, so what is removed is gone. */
export function directoryClient({
  ledger,
  clock,
}: {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly clock: () => Temporal.Instant;
}): DirectoryClient {
  async function credentialsOf(clientId: string): Promise<readonly ClientCredential[]> {
    const now = clock().epochMilliseconds;
    const id = clientId.toLowerCase();
    return ledger.read(async (reader) => {
      const principal = await principalById(reader, id);
      if (principal?.kind !== 'servicePrincipal' || !principal.enabled) return [];
      return (await clientCredentialsOf(reader, id)).filter(({ expiresAt }) => now < expiresAt);
    });
  }

  return {
    async findClient(clientId) {
      const credentials = await credentialsOf(clientId);
      if (credentials.length === 0) return undefined;
      const keys = credentials.filter(({ kind }) => kind === 'key').map(({ value }) => JSON.parse(value));
      return {
        client_id: clientId,
        ...authenticationOf(keys),
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      };
    },
    async isSecretOf(clientId, given) {
      const digest = secretDigest(given);
      const secrets = (await credentialsOf(clientId)).filter(({ kind }) => kind === 'secret');
      // every one is compared, so that the time tells nothing of which
      return secrets.map(({ value }) => isSameSecret(value, digest)).includes(true);
    },
  };
}

/** Compares in a time that tells nothing of where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** A client may prove itself in any of these ways; the provider wants to know one, so it is the one that is tried. */
function authenticationOf(keys: readonly object[]): AdapterPayload {
  const request = Provider.ctx;
  const isAssertion = request?.oidc?.body?.['client_assertion'] !== undefined;
  if (isAssertion) return { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [...keys] } };
  const isBasic = request?.headers.authorization !== undefined;
  const method = isBasic ? ('client_secret_basic' as const) : ('client_secret_post' as const);
  return { token_endpoint_auth_method: method, client_secret: KEPT_AS_DIGEST };
}
