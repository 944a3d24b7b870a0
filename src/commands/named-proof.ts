import type { NamedProof } from '../domain/proof/request-proof.ts';
import { requestProofById } from '../ledger/vault/request-proof.ts';
import { requestDigest } from './request-digest.ts';
import type { Submission } from './submission.ts';

/** The proof that a request names, with what it is held against; null where it names none. */
export async function namedProof({ tx, now, caller, asked, proofId }: Submission): Promise<NamedProof | null> {
  if (proofId === null) return null;
  return {
    proofId,
    proof: await requestProofById(tx, proofId, now.epochMilliseconds),
    callerId: caller.principalId,
    sessionId: caller.sessionId ?? null,
    contentDigest: requestDigest(asked),
  };
}
