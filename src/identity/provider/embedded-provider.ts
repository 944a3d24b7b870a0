import { type AccessToken, type ClientCredentials, type Configuration, Provider } from 'oidc-provider';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Sealer } from '../sealer.ts';
import { artifactStore } from './artifact-store.ts';
import { directoryClient } from './directory-client.ts';
import { providerIssuer, providerRoutes } from './provider-paths.ts';
import type { SigningKey } from './signing-keys.ts';

export interface EmbeddedProviderOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  readonly sealer: Sealer;
  readonly keys: readonly SigningKey[];
  readonly publicUrl: string;
  readonly tenantId: string;
  /** What access tokens are made for. */
  readonly audience: string;
  readonly onError: (error: unknown) => void;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** In seconds. */
const lifetimes = { AccessToken: HOUR, ClientCredentials: HOUR, AuthorizationCode: MINUTE, IdToken: HOUR };

/**
 * The OpenID provider that Brevet brings along: issues tokens for local accounts and service principals. The subject of
 * its tokens is the principal's id.
 */
export function embeddedProvider(options: EmbeddedProviderOptions): Provider {
  const { ledger, clock, sealer, keys, publicUrl, tenantId, audience, onError } = options;
  const { findClient, isSecretOf } = directoryClient({ ledger, clock });
  const configuration: Configuration = {
    adapter: artifactStore({ ledger, clock, sealer, findClient }),
    jwks: { keys },
    routes: { ...providerRoutes },
    ttl: lifetimes,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    claims: { openid: ['sub', 'oid', 'tid'], profile: ['name', 'preferred_username'], email: ['email'] },
    conformIdTokenClaims: false,
    extraTokenClaims: (_ctx, token) => claimsOf(token, tenantId),
    async findAccount(_ctx, id) {
      const principal = await ledger.read((reader) => principalById(reader, id));
      if (principal === null || !principal.enabled || principal.kind !== 'user') return undefined;
      const { displayName, userName, email } = principal;
      const claims = { sub: id, oid: id, tid: tenantId, name: displayName, preferred_username: userName, email };
      return { accountId: id, claims: () => claims };
    },
  };
  const provider = new Provider(providerIssuer(publicUrl, tenantId), configuration);
  // the scheme and host are set from the public address by whoever hands a request on, never by a client
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => onError(error));
  provider.Client.prototype.compareClientSecret = function compareClientSecret(
    this: { clientId: string },
    given: string,
  ) {
    return isSecretOf(this.clientId, given);
  };
  return provider;
}

/** What an access token says beside the standard: the tenant, and whose it is by the name that Microsoft's clients read. */
function claimsOf(token: AccessToken | ClientCredentials, tenantId: string) {
  const id = token.kind === 'AccessToken' ? token.accountId : token.clientId;
  return { tid: tenantId, oid: id };
}
