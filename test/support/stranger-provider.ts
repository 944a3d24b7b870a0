import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, type JWTVerifyGetKey, SignJWT } from 'jose';
import { type Configuration, interactionPolicy, Provider } from 'oidc-provider';
import { rememberedArtifacts } from './remembered-artifacts.ts';

export interface StrangerAccount {
  readonly subject: string;
  readonly email?: string;
  readonly amr?: readonly string[];
  readonly acr?: string;
}

/** An OpenID provider of somebody else: own issuer, own keys, own accounts. */
export interface StrangerProvider {
  readonly issuer: string;
  /** By which its tokens are checked. */
  readonly keys: JWTVerifyGetKey;
  readonly client: { readonly id: string; readonly secret: string };
  /** Who signs in at the next sign-ins; null: the person declines. */
  nextAccount(account: StrangerAccount | null): void;
  /** A token signed by the provider's key, for what it would not issue by itself. */
  sign(claims: object, header?: object): Promise<string>;
  close(): Promise<void>;
}

/** In seconds. */
const HOUR = 3600;

/**
 * Serves one on a free port of this machine; whoever is sent there is `nextAccount`, without a page. Who signs out there is
 * told to `logoutUri` from server to server, where that is given.
 */
export async function strangerProvider(
  redirectUris: readonly string[],
  logoutUri: string | null = null,
): Promise<StrangerProvider> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid: 'stranger', use: 'sig', alg: 'RS256' };
  const client = { id: 'brevet', secret: 'a-secret-between-brevet-and-the-stranger' };
  const published: JWK = { ...(await exportJWK(publicKey)), kid: 'stranger', use: 'sig', alg: 'RS256' };
  let account: StrangerAccount | null = null;
  const accounts = new Map<string, StrangerAccount>();
  let answer: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => unknown;
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const configuration: Configuration = {
    adapter: rememberedArtifacts(),
    ttl: { AccessToken: HOUR, Grant: HOUR, IdToken: HOUR, Interaction: HOUR, Session: HOUR },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        ...(logoutUri === null ? {} : { backchannel_logout_uri: logoutUri, backchannel_logout_session_required: true }),
      },
    ],
    jwks: { keys: [jwk] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { policy: stepUpPolicy(), url: (_ctx, { uid }) => `/interaction/${uid}` },
    claims: { openid: ['sub', 'amr', 'acr'], email: ['email'] },
    conformIdTokenClaims: false,
    acrValues: ['strong'],
    cookies: { keys: ['test'] },
    // the usual one calls nobody on this machine
    fetch: (url, options) => fetch(url, withoutDispatcher(options)),
    async findAccount(_ctx, id) {
      const { subject: _, ...told } = accounts.get(id) ?? { subject: id };
      return { accountId: id, claims: () => ({ sub: id, ...told }) };
    },
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
  const provider = new Provider(issuer, configuration);
  const callback = provider.callback();
  answer = async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    const result =
      account === null
        ? { error: 'access_denied' }
        : {
            login: {
              accountId: account.subject,
              ...(account.amr ? { amr: [...account.amr] } : {}),
              ...(account.acr ? { acr: account.acr } : {}),
            },
          };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };

  return {
    issuer,
    keys: createLocalJWKSet({ keys: [published] }),
    client,
    nextAccount(next) {
      account = next;
      if (next !== null) accounts.set(next.subject, next);
    },
    sign: (claims, header = {}) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'stranger', ...header }).sign(privateKey),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function withoutDispatcher(options: RequestInit & { readonly dispatcher?: unknown } = {}): RequestInit {
  const { dispatcher: _, ...others } = options;
  return others;
}

/** Asks again where a request names another `acr` than the session has, as providers do. */
function stepUpPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy.get('login')?.checks.add(
    new Check('acr', 'another sign-in is required', 'login_required', (ctx) => {
      const wanted = ctx.oidc.params?.['acr_values'];
      if (typeof wanted !== 'string' || ctx.oidc.result?.login !== undefined) return false;
      return !wanted.split(' ').includes(ctx.oidc.session?.acr ?? '');
    }),
  );
  return policy;
}
