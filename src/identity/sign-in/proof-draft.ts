import type { AskedRequest } from '../../domain/request/request.ts';
import type { Sealer } from '../sealer.ts';

/** What a person typed before they were sent to prove a second factor, to find it again, and to be shown what they prove. */
export interface ProofDraft {
  /** As it came, for the surface that took it. */
  readonly typed: unknown;
  readonly asked: Pick<AskedRequest, 'type' | 'principalId' | 'roleDefinitionId' | 'scope' | 'justification'>;
  /** In words that a person can read. */
  readonly lasting: string | null;
}

export function sealDraft({ seal }: Sealer, proofId: string, draft: ProofDraft): string {
  return seal(JSON.stringify(draft), `proof ${proofId}`);
}

/** Throws where it was changed, or is that of another proof. */
export function openDraft({ open }: Sealer, proofId: string, sealed: string): ProofDraft {
  return JSON.parse(open(sealed, `proof ${proofId}`)) as ProofDraft;
}
