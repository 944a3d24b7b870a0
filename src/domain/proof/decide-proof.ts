import type { SignInProof } from '../assurance.ts';
import { accept, type Decision, reject } from '../decision.ts';
import type { RequestProof } from './request-proof.ts';

/** Who signed in to give a proof, and how. */
export interface ProofGiver {
  readonly principalId: string;
  /** The session that the sign-in strengthens; null: none, as the proof was asked for by a token. */
  readonly sessionId: string | null;
  readonly provider: string;
  /** As the provider says (RFC 8176). */
  readonly methods: readonly string[];
  readonly signIn: SignInProof;
  /** What the sign-in was begun for. */
  readonly contentDigest: string;
}

/** By so much the clock of a provider may be behind. */
const LARGEST_SKEW_MS = 30_000;

/**
 * Takes a sign-in for the proof of one request: by the same person, in the same session, begun for this content, and
 * after the proof was asked for, so that an older sign-in never passes for one (ADR 0014).
 */
export function decideProof(proof: (RequestProof & { readonly createdAt: number }) | null, by: ProofGiver): Decision {
  if (proof === null) return reject({ code: 'proofNotFound', message: 'this proof ran out; ask for it again' });
  if (proof.principalId !== by.principalId) {
    return reject({ code: 'anotherPerson', message: 'somebody else asked for this proof; they must sign in' });
  }
  if (proof.sessionId !== by.sessionId || proof.contentDigest !== by.contentDigest || proof.isUsed) {
    return reject({ code: 'proofNotFound', message: 'this proof is for another session or request, or was used' });
  }
  const { authenticatedAt } = by.signIn;
  if (authenticatedAt === null || authenticatedAt.epochMilliseconds < proof.createdAt - LARGEST_SKEW_MS) {
    return reject({ code: 'signInInsufficient', message: 'the provider did not ask for the second factor anew' });
  }
  const { id: proofId, contentDigest } = proof;
  const { principalId, provider, methods } = by;
  return accept({ type: 'proof.given', proofId, principalId, provider, methods, contentDigest });
}
