import type { SignInProof } from '../assurance.ts';

/** A second factor that somebody proves for one request and nothing else (ADR 0014). */
export interface RequestProof {
  readonly id: string;
  readonly principalId: string;
  /** The session it was asked for in; null: by a token. */
  readonly sessionId: string | null;
  /** A digest of the request's content. */
  readonly contentDigest: string;
  /** null: the person has not signed in for it. */
  readonly given: SignInProof | null;
  readonly isUsed: boolean;
}

/** A proof that a request names, and the request that names it. */
export interface NamedProof {
  readonly proofId: string;
  /** null: there is none of that id. */
  readonly proof: RequestProof | null;
  readonly callerId: string;
  readonly sessionId: string | null;
  readonly contentDigest: string;
}

/** Why the proof is none for this request, in a sentence; null: it is one, if it is young enough. */
export function whyNoProof({ proofId, proof, callerId, sessionId, contentDigest }: NamedProof): string | null {
  // whose it is, is for nobody else to know
  if (proof === null || proof.principalId !== callerId) return `there is no proof \`${proofId}\` of yours`;
  if (proof.sessionId !== sessionId) return `proof \`${proofId}\` was asked for in another session`;
  if (proof.isUsed) return `proof \`${proofId}\` was used already`;
  if (proof.contentDigest !== contentDigest) return `proof \`${proofId}\` was made for another request`;
  return proof.given === null ? `proof \`${proofId}\` is not given yet; sign in at its address` : null;
}
