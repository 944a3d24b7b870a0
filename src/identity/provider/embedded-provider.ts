import {
  type AccessToken,
  type ClientCredentials,
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  type Provider,
} from 'oidc-provider';
import { signInStrengths } from '../../domain/account/sign-in-strength.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { localAccountOf } from '../../ledger/vault/local-account.ts';
import type { Sealer } from '../sealer.ts';
import { artifactStore } from './artifact-store.ts';
import { deviceFlow } from './device-flow.ts';
import { directoryClient, isSameSecret } from './directory-client.ts';
import { LenientProvider } from './lenient-provider.ts';
import { grantEverything, providerAccount } from './provider-account.ts';
import { PORTAL_CLIENT_ID, portalClient, programClients, programNames } from './provider-clients.ts';
import { type ProviderPages, show } from './provider-pages.ts';
import { interactionPath, providerIssuer, providerRoutes } from './provider-paths.ts';
import { signInPolicy } from './sign-in-policy.ts';
import { isSignOutHint } from './sign-out-hint.ts';
import type { SigningKey } from './signing-keys.ts';

export interface EmbeddedProviderOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  readonly sealer: Sealer;
  readonly keys: readonly SigningKey[];
  readonly cookieKey: string;
  readonly portalSecret: string;
  readonly publicUrl: string;
  readonly tenantId: string;
  /** What access tokens are made for. */
  readonly audience: string;
  readonly pages: ProviderPages;
  readonly onError: (error: unknown) => void;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In seconds. */
const lifetimes = {
  AccessToken: HOUR,
  ClientCredentials: HOUR,
  AuthorizationCode: MINUTE,
  IdToken: HOUR,
  DeviceCode: 15 * MINUTE,
  Interaction: 30 * MINUTE,
  Session: 12 * HOUR,
  Grant: 30 * DAY,
  RefreshToken: 30 * DAY,
};

/**
 * The OpenID provider that Brevet brings along: issues tokens for local accounts and service principals. The subject of
 * its tokens is the principal's id.
 */
export function embeddedProvider(options: EmbeddedProviderOptions): Provider {
  const { ledger, clock, sealer, keys, publicUrl, tenantId, audience, pages, onError } = options;
  const { findClient, isSecretOf } = directoryClient({ ledger, clock });
  const isProgram = (clientId: string) => Object.hasOwn(programNames, clientId);
  const configuration: Configuration = {
    adapter: artifactStore({ ledger, clock, sealer, findClient }),
    clients: [portalClient(publicUrl, options.portalSecret), ...programClients()],
    jwks: { keys },
    routes: { ...providerRoutes },
    ttl: lifetimes,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    cookies: {
      keys: [options.cookieKey],
      names: { session: 'brevet_provider', interaction: 'brevet_interaction', resume: 'brevet_resume' },
      long: { httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    acrValues: [...signInStrengths],
    interactions: {
      policy: signInPolicy(
        async (id) => (await ledger.read((reader) => localAccountOf(reader, id)))?.signInsCountFrom ?? 0,
      ),
      url: (_ctx, { uid }) => interactionPath(tenantId, uid),
    },
    loadExistingGrant: grantEverything,
    // programs ask for `offline_access` without the consent page that web sites would need for it
    issueRefreshToken: async (_ctx, { clientId }) => isProgram(clientId),
    expiresWithSession: async (_ctx, token) => !isProgram(token.clientId ?? ''),
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      deviceFlow: deviceFlow(pages),
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => show(ctx, pages, pages.signOut(form, isAskedHere(ctx))),
        postLogoutSuccessSource: async (ctx) => show(ctx, pages, pages.signedOut()),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, asked) => {
          // who asks for a token for another server would hand it this server's
          if (asked !== audience && !isOfServer(asked)) throw new errors.InvalidTarget();
          return { scope: '', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } };
        },
      },
    },
    claims: {
      openid: ['sub', 'oid', 'tid', 'acr', 'amr', 'auth_time'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
    },
    conformIdTokenClaims: false,
    extraTokenClaims: (ctx, token) => claimsOf(ctx, token, tenantId),
    findAccount: providerAccount(ledger, tenantId),
    renderError: async (ctx, { error, error_description: description }) =>
      show(ctx, pages, pages.failed(error, description ?? null)),
  };
  const provider = new LenientProvider(providerIssuer(publicUrl, tenantId), configuration);
  // the scheme and host are set from the public address by whoever hands a request on, never by a client
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => onError(error));
  provider.Client.prototype.compareClientSecret = function compareClientSecret(
    this: { clientId: string },
    given: string,
  ) {
    if (this.clientId !== PORTAL_CLIENT_ID) return isSecretOf(this.clientId, given);
    return isSameSecret(given, options.portalSecret);
  };
  return provider;

  /** Clients name the server that they call by its address as well. */
  function isOfServer(resource: string): boolean {
    return URL.parse(resource)?.origin === new URL(publicUrl).origin;
  }

  /** Whether a person who is already signed out of the portal comes from its button. */
  function isAskedHere(ctx: KoaContextWithOIDC): boolean {
    const hint = ctx.oidc.params?.['logout_hint'];
    return typeof hint === 'string' && isSignOutHint(sealer, hint, clock());
  }
}

/** What an access token says beside the standard: the tenant, whose it is by the name that Microsoft's clients read, and how that was proven. */
function claimsOf(ctx: KoaContextWithOIDC, token: AccessToken | ClientCredentials, tenantId: string) {
  if (token.kind !== 'AccessToken') return { tid: tenantId, oid: token.clientId };
  const { AuthorizationCode, DeviceCode, RefreshToken } = ctx.oidc.entities;
  const { acr, amr, authTime } = RefreshToken ?? AuthorizationCode ?? DeviceCode ?? {};
  return { tid: tenantId, oid: token.accountId, acr, amr, auth_time: authTime };
}
