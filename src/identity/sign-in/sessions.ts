import { randomBytes } from 'node:crypto';
import type { Caller } from '../../commands/caller.ts';
import type { SignedIn } from '../../commands/signed-in-person.ts';
import { startSession } from '../../commands/start-session.ts';
import { strengthenSession } from '../../commands/strengthen-session.ts';
import { principalById } from '../../ledger/facts/principal-facts.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { sessionByKey, touchSignInSession } from '../../ledger/vault/sign-in-session.ts';
import { type Claims, signInProofOf } from '../assurance-of.ts';
import type { AuthenticationContexts } from '../authentication-contexts.ts';
import { type CallOrigin, Unauthenticated } from '../authenticator.ts';
import { secretDigest } from '../secret-digest.ts';
import { claimsIn } from './claims-in.ts';
import type { ProvenSignIn, SignInProvider, StepUp } from './relying-party.ts';

/** Unused for so long, a session is over. */
const IDLE_MS = 2 * 3_600_000;
/** The last use is noted no more often than this. */
const TOUCH_EVERY_MS = 60_000;
const COOKIE_BYTES = 32;
const COOKIE_FORM = /^[A-Za-z0-9_-]{43}$/;
/** Claims that tell how strongly a sign-in was proven; nothing else of a token is kept. */
const PROOF_CLAIMS = ['amr', 'acr', 'acrs', 'auth_time'];

/** So many sign-ins of a session are remembered, the newest. */
const MOST_SIGN_INS = 8;

/** A caller with a session: its id, the provider that vouched, and when the person was proven there. */
export type SessionCaller = Caller & {
  readonly sessionId: string;
  readonly provider: string;
  /** Milliseconds since the epoch; null where the provider did not say. */
  readonly provenAt: number | null;
};

export interface StrengthenSession {
  readonly provider: SignInProvider;
  readonly signIn: ProvenSignIn;
  /** What the cookie holds now. */
  readonly cookie: string;
  readonly proof: StepUp['proof'];
  readonly call: CallOrigin;
}

export interface BeginSession {
  readonly provider: SignInProvider;
  readonly signIn: ProvenSignIn;
  readonly replacedCookie: string | undefined;
  readonly userAgent: string | null;
  readonly address: string;
  readonly call: CallOrigin;
}

/** People's sessions with a browser, known by what their cookie holds. */
export interface Sessions {
  /** Begins one; what the cookie is to hold. Refuses who is unknown here, disabled, or no person. */
  begin(asked: BeginSession): Promise<string>;
  /**
   * Adds another sign-in of the same person to a session that goes on; what the cookie is to hold from now on. Refuses
   * another person, another provider, and a session that is over.
   */
  strengthen(asked: StrengthenSession): Promise<string>;
  /** Throws `Unauthenticated` where the cookie is of no session that goes on now. */
  authenticate(cookie: string, call: CallOrigin): Promise<SessionCaller>;
}

export interface SessionsOptions {
  readonly ledger: Ledger;
  readonly clock: () => Temporal.Instant;
  readonly newId: () => string;
  /** Left out: none is mapped. */
  readonly contexts?: AuthenticationContexts;
}

/** Sessions in the ledger's database: every replica knows at once which have ended. */
export function sessions({ ledger, clock, newId, contexts = new Map() }: SessionsOptions): Sessions {
  return {
    async strengthen({ provider, signIn, cookie, proof, call }) {
      const fresh = randomBytes(COOKIE_BYTES).toString('base64url');
      await strengthenSession(ledger, {
        key: secretDigest(cookie),
        newKey: secretDigest(fresh),
        provider: provider.id,
        providerSession: signIn.session,
        signedIn: signedInBy(provider, signIn),
        signIn: signInProofOf(signIn.claims, contexts),
        claimsAfter: (before) =>
          JSON.stringify([proofClaims(signIn.claims), ...claimsIn(before)].slice(0, MOST_SIGN_INS)),
        proof,
        ...call,
      });
      return fresh;
    },
    async begin({ provider, signIn, replacedCookie, userAgent, address, call }) {
      const cookie = randomBytes(COOKIE_BYTES).toString('base64url');
      await startSession(ledger, {
        signedIn: signedInBy(provider, signIn),
        session: {
          id: newId(),
          key: secretDigest(cookie),
          provider: provider.id,
          providerSubject: signIn.subject,
          providerSession: signIn.session,
          proof: JSON.stringify([proofClaims(signIn.claims)]),
          userAgent: userAgent?.slice(0, 300) ?? null,
          address,
        },
        replacedKey: replacedCookie === undefined ? null : secretDigest(replacedCookie),
        ...call,
      });
      return cookie;
    },
    async authenticate(cookie, { correlationId, origin }) {
      if (!COOKIE_FORM.test(cookie)) throw new Unauthenticated('invalid');
      const key = secretDigest(cookie);
      const found = await ledger.read(async (reader) => {
        const session = await sessionByKey(reader, key);
        return session === null ? null : { session, principal: await principalById(reader, session.principalId) };
      });
      const now = clock().epochMilliseconds;
      if (found === null || now >= found.session.expiresAt || now - found.session.lastUsedAt >= IDLE_MS) {
        throw new Unauthenticated('invalid');
      }
      const { session, principal } = found;
      if (principal === null || !principal.enabled) throw new Unauthenticated('unknownPrincipal');
      if (now - session.lastUsedAt >= TOUCH_EVERY_MS) {
        await ledger.writeFollower((tx) => touchSignInSession(tx, key, now));
      }
      const signIns = claimsIn(session.proof).map((claims) => signInProofOf(claims, contexts));
      return {
        principalId: principal.id,
        assurance: { signIns },
        correlationId,
        origin,
        sessionId: session.id,
        provider: session.provider,
        provenAt: signIns[0]?.authenticatedAt?.epochMilliseconds ?? null,
      };
    },
  };
}

/** Whom the provider vouched for, as commands know it. */
export function signedInBy(provider: SignInProvider, { issuer, subject, claims }: ProvenSignIn): SignedIn {
  const { amr } = claims;
  const methods = Array.isArray(amr) ? amr.map(String) : [];
  return { issuer, subject, namesPrincipal: provider.namesPrincipals, methods };
}

function proofClaims(claims: Claims): Claims {
  return Object.fromEntries(PROOF_CLAIMS.flatMap((name) => (name in claims ? [[name, claims[name]]] : [])));
}
