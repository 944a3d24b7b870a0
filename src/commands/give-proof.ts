import type { SignInProof } from '../domain/assurance.ts';
import { refuse } from '../domain/errors.ts';
import { decideProof, type ProofGiver } from '../domain/proof/decide-proof.ts';
import type { CommandScope, Ledger } from '../ledger/ledger.ts';
import { keepGivenProof, requestProofById } from '../ledger/vault/request-proof.ts';
import { type SignedIn, signedInPerson } from './signed-in-person.ts';

export interface GiveProof {
  readonly proofId: string;
  readonly contentDigest: string;
  readonly signedIn: SignedIn;
  readonly signIn: SignInProof;
  readonly provider: string;
  readonly correlationId: string;
  readonly origin: string;
}

/** Takes a sign-in for a proof that was asked for by a token; no session comes of it. */
export function giveProof(ledger: Ledger, given: GiveProof): Promise<void> {
  const { proofId, signedIn, signIn, provider, contentDigest, correlationId, origin } = given;
  const context = { actorId: null, command: 'giveProof', correlationId, origin, target: proofId };
  return ledger.execute(context, async (scope) => {
    const { id: principalId } = await signedInPerson(scope.tx, signedIn);
    const { methods } = signedIn;
    await recordProof(scope, proofId, { principalId, sessionId: null, provider, methods, signIn, contentDigest });
  });
}

/** Records, in the transaction of a command, that the proof was given. */
export async function recordProof({ now, tx, append, vault }: CommandScope, proofId: string, by: ProofGiver) {
  const at = now.epochMilliseconds;
  const decision = decideProof(await requestProofById(tx, proofId, at), by);
  if (!decision.accepted) refuse(decision.violation);
  await append(decision.events);
  await keepGivenProof(vault, proofId, by.signIn, at);
}
