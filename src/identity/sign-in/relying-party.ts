import { hash } from 'node:crypto';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import type { Claims } from '../assurance-of.ts';

/** An OpenID provider at which people sign in. */
export interface SignInProvider {
  /** In addresses: small letters, digits and dashes. */
  readonly id: string;
  /** What people read. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Its subjects are ids of principals; true for the embedded provider only. */
  readonly namesPrincipals: boolean;
}

/** A sign-in that proves more of a person who is known already. */
export interface StepUp {
  /** The digest of what the cookie of the session holds; null: the proof was asked for by a token. */
  readonly sessionKey: string | null;
  /** `c1` to `c99`; null: a second factor. */
  readonly context: string | null;
  /** ISO 8601; null: of any age. */
  readonly maximumAge: string | null;
  /** The proof that it is made for, and the digest of the request's content. */
  readonly proof: { readonly proofId: string; readonly contentDigest: string } | null;
}

/** What the browser keeps, sealed, between leaving for the provider and coming back. */
export interface SignInTransaction {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  /** Seconds; the provider must ask again when the sign-in is older. */
  readonly maxAge: number | null;
  /** What the sign-in is to prove in a session that goes on, or for a request; absent: it begins a session. */
  readonly stepUp?: StepUp;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface BeginOptions {
  readonly returnTo: string;
  readonly acrValues?: string;
  readonly maxAge?: number;
  /** The name that the provider fills in. */
  readonly loginHint?: string;
  /** The provider must ask again, however new the sign-in is. */
  readonly asksAgain?: true;
  readonly stepUp?: StepUp;
  readonly now: Temporal.Instant;
}

/** Who came back, as the provider vouches for them. */
export interface ProvenSignIn {
  readonly issuer: string;
  readonly subject: string;
  readonly session: string | null;
  readonly claims: Claims;
}

export interface RelyingParty {
  readonly provider: SignInProvider;
  begin(options: BeginOptions): Promise<{ readonly url: string; readonly transaction: SignInTransaction }>;
  /** Throws unless everything about the answer holds: state, issuer, code, nonce, signature, audience, age. */
  finish(transaction: SignInTransaction, callback: URL): Promise<ProvenSignIn>;
  /** Where a sign-out goes on; null where the provider has no such address. `hint` is for the provider alone. */
  signOutUrl(returnTo: string, hint: string): Promise<string | null>;
  /** The keys by which the provider signs. */
  keys(): Promise<JWTVerifyGetKey>;
}

const TRANSACTION_MS = 10 * 60_000;
/** Seconds that a person may take from the sign-in, asked for anew, to the end of what the provider shows after it. */
const LONGEST_WAY_BACK = 5 * 60;
const SCOPE = 'openid profile email';

/**
 * The side of OpenID Connect that asks a provider (code flow with PKCE, state and nonce; RFC 9700). `fetch` reaches a
 * provider that is not asked over the network.
 */
export function relyingParty(
  provider: SignInProvider,
  publicUrl: () => string,
  fetch?: oidc.CustomFetch,
): RelyingParty {
  let discovered: Promise<oidc.Configuration> | null = null;
  let published: JWTVerifyGetKey | null = null;

  function configuration(): Promise<oidc.Configuration> {
    discovered ??= discover(provider, fetch).catch((error: unknown) => {
      // a provider that was down is asked again next time
      discovered = null;
      throw error;
    });
    return discovered;
  }

  return {
    provider,
    async begin({ returnTo, acrValues, maxAge, loginHint, asksAgain, stepUp, now }) {
      const verifier = oidc.randomPKCECodeVerifier();
      const transaction: SignInTransaction = {
        provider: provider.id,
        state: oidc.randomState(),
        nonce: nonceFor(stepUp?.proof ?? null),
        verifier,
        returnTo,
        maxAge: maxAge === 0 ? LONGEST_WAY_BACK : (maxAge ?? null),
        ...(stepUp === undefined ? {} : { stepUp }),
        expiresAt: now.epochMilliseconds + TRANSACTION_MS,
      };
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callbackUrl(publicUrl(), provider.id),
        scope: SCOPE,
        state: transaction.state,
        nonce: transaction.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(acrValues === undefined ? {} : { acr_values: acrValues }),
        ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
        ...(loginHint === undefined ? {} : { login_hint: loginHint }),
        ...(asksAgain ? { prompt: 'login' } : {}),
      });
      return { url: url.href, transaction };
    },
    async finish({ state, nonce, verifier, maxAge, stepUp }, callback) {
      if (!isNonceFor(stepUp?.proof ?? null, nonce)) throw new Error('the sign-in was begun for something else');
      const tokens = await oidc.authorizationCodeGrant(await configuration(), callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(maxAge === null ? {} : { maxAge }),
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('the provider sent no ID token');
      const { sid } = claims;
      return { issuer: claims.iss, subject: claims.sub, session: typeof sid === 'string' ? sid : null, claims };
    },
    async signOutUrl(returnTo, hint) {
      const known = await configuration();
      if (known.serverMetadata().end_session_endpoint === undefined) return null;
      const parameters = { post_logout_redirect_uri: `${publicUrl()}${returnTo}` };
      // only the provider that is this server reads the hint, and nobody else is told
      return oidc.buildEndSessionUrl(
        known,
        provider.namesPrincipals ? { ...parameters, logout_hint: hint } : parameters,
      ).href;
    },
    async keys() {
      const { jwks_uri: address } = (await configuration()).serverMetadata();
      if (address === undefined) throw new Error('the provider publishes no keys');
      published ??= createRemoteJWKSet(new URL(address));
      return published;
    },
  };
}

/** Each provider has an address of its own to come back to, so that one cannot answer for another. */
export function callbackUrl(publicUrl: string, providerId: string): string {
  return `${publicUrl}/sign-in/callback/${providerId}`;
}

async function discover(
  { issuer, clientId, clientSecret }: SignInProvider,
  fetch: oidc.CustomFetch | undefined,
): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  const options = {
    ...(url.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
    ...(fetch === undefined ? {} : { [oidc.customFetch]: fetch }),
  };
  return oidc.discovery(url, clientId, undefined, oidc.ClientSecretBasic(clientSecret), options);
}

/** Random, and where the sign-in is made for a request, with a digest that binds the provider's answer to that. */
function nonceFor(proof: StepUp['proof']): string {
  const random = oidc.randomNonce();
  return proof === null ? random : `${random}.${boundTo(random, proof)}`;
}

function isNonceFor(proof: StepUp['proof'], nonce: string): boolean {
  const [random = '', bound] = nonce.split('.');
  return bound === (proof === null ? undefined : boundTo(random, proof));
}

function boundTo(random: string, { proofId, contentDigest }: NonNullable<StepUp['proof']>): string {
  return hash('sha256', JSON.stringify([random, proofId, contentDigest]), 'base64url');
}
