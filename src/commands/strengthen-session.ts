import type { SignInProof } from '../domain/assurance.ts';
import { refuse } from '../domain/errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { renewSession, sessionByKey } from '../ledger/vault/sign-in-session.ts';
import { recordProof } from './give-proof.ts';
import { type SignedIn, signedInPerson } from './signed-in-person.ts';

export interface StrengthenSession {
  /** The digest of what the cookie holds, and of what it will hold. */
  readonly key: string;
  readonly newKey: string;
  readonly provider: string;
  readonly providerSession: string | null;
  readonly signedIn: SignedIn;
  readonly signIn: SignInProof;
  /** The claims of all sign-ins of the session, as JSON, from those it has. */
  readonly claimsAfter: (claimsBefore: string) => string;
  /** The proof that the sign-in was made for; null: for the session alone. */
  readonly proof: { readonly proofId: string; readonly contentDigest: string } | null;
  readonly correlationId: string;
  readonly origin: string;
}

/**
 * Adds a sign-in to a session that goes on: at the provider it came from, by the same person, or nothing changes. The cookie
 * holds another secret afterwards; the session keeps its name and its end.
 */
export function strengthenSession(ledger: Ledger, asked: StrengthenSession): Promise<void> {
  const { key, newKey, provider, providerSession, signedIn, signIn, proof, correlationId, origin } = asked;
  const context = { actorId: null, command: 'strengthenSession', correlationId, origin, target: null };
  return ledger.execute(context, async (scope) => {
    const { now, tx, append, vault } = scope;
    const session = await sessionByKey(tx, key);
    const lastUsedAt = now.epochMilliseconds;
    if (session === null || session.expiresAt <= lastUsedAt || session.provider !== provider) {
      refuse({ code: 'sessionNotFound', message: 'the session is over; sign in again' });
    }
    const { id: principalId } = await signedInPerson(tx, signedIn);
    if (principalId !== session.principalId) {
      refuse({ code: 'anotherPerson', message: 'another person signed in than the one whose session this is' });
    }
    const { methods } = signedIn;
    const { id: sessionId } = session;
    const strengthened = { type: 'session.strengthened', sessionId, principalId, provider, methods } as const;
    if (proof !== null) {
      const by = { principalId, sessionId, provider, methods, signIn, contentDigest: proof.contentDigest };
      await recordProof(scope, proof.proofId, by);
    }
    await append([strengthened]);
    const claims = asked.claimsAfter(session.proof);
    await renewSession(vault, { key, newKey, proof: claims, providerSession, lastUsedAt });
  });
}
