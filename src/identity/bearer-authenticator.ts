import type { DomainEventType } from '../domain/events.ts';
import { principalById, principalByIdentity } from '../ledger/facts/principal-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { assuranceOf } from './assurance-of.ts';
import type { AuthenticationContexts } from './authentication-contexts.ts';
import { type Authenticator, Unauthenticated } from './authenticator.ts';
import { TokenRefused } from './token-refused.ts';
import type { TokenVerifier } from './token-verifier.ts';
import type { ProvenIdentity, VerifiedTokenCache } from './verified-token-cache.ts';

export interface BearerAuthenticatorOptions {
  readonly verifier: TokenVerifier;
  readonly ledger: Pick<Ledger, 'read' | 'onCommitted'>;
  /** Left out: none is mapped. */
  readonly contexts?: AuthenticationContexts;
  /** Left out: every token is checked every time. */
  readonly cache?: VerifiedTokenCache;
}

/** One scheme and one token in three parts, nothing before, between or after (RFC 6750 §2.1). */
const BEARER = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** By what a token becomes somebody else's, or nobody's. */
const changesIdentities: readonly DomainEventType[] = [
  'principal.identityAttached',
  'principal.identityDetached',
  'principal.deleted',
];

/**
 * Tells the caller by a bearer token: who it is, is (issuer, subject) and nothing else (BEHAVIOUR §1). A disabled
 * principal is a caller too; the commands tell it that it may do nothing.
 */
export function bearerAuthenticator(options: BearerAuthenticatorOptions): Authenticator {
  const { verifier, ledger, cache, contexts = new Map() } = options;

  async function verify(token: string) {
    try {
      return await verifier.verify(token);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw new Unauthenticated('invalid', error);
    }
  }

  /** A gateway sends the same header with every question; to compare it is faster than to read it. */
  let last: { readonly authorization: string; readonly token: string | undefined } | null = null;

  function tokenIn(authorization: string): string | undefined {
    if (last?.authorization !== authorization) last = { authorization, token: BEARER.exec(authorization)?.[1] };
    return last.token;
  }

  ledger.onCommitted((entries) => {
    if (entries.some(({ event }) => changesIdentities.includes(event.type))) cache?.forgetEverything();
  });

  async function identify(token: string): Promise<ProvenIdentity> {
    const age = cache?.age;
    const { issuer, subject, namesPrincipal, claims } = await verify(token);
    const principal = await ledger.read((reader) =>
      namesPrincipal ? principalById(reader, subject) : principalByIdentity(reader, issuer, subject),
    );
    // a group is in the directory like a person, but nobody signs in as one
    if (principal === null || principal.kind === 'group') throw new Unauthenticated('unknownPrincipal');
    const identity = { principalId: principal.id, assurance: assuranceOf(claims, contexts) };
    cache?.remember(token, identity, Number(claims['exp']) * 1000, age);
    return identity;
  }

  return {
    async authenticate(authorization, { correlationId, origin }) {
      if (authorization === undefined) throw new Unauthenticated('missing');
      const token = tokenIn(authorization);
      if (token === undefined) throw new Unauthenticated('invalid');
      const { principalId, assurance } = cache?.get(token) ?? (await identify(token));
      return { principalId, assurance, correlationId, origin };
    },
    recall(authorization = '', { correlationId, origin }) {
      const token = tokenIn(authorization);
      const known = token === undefined ? undefined : cache?.get(token);
      return known === undefined ? undefined : { ...known, correlationId, origin };
    },
  };
}
