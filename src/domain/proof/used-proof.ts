import type { EventOf } from '../events.ts';
import type { NamedProof } from './request-proof.ts';

/** With an accepted request: the proof that it named is used up. */
export function usedProof(proof: NamedProof | null, requestId: string): readonly EventOf<'proof.used'>[] {
  if (proof === null) return [];
  return [{ type: 'proof.used', proofId: proof.proofId, principalId: proof.callerId, requestId }];
}
