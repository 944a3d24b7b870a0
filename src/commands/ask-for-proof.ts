import { notEligible, policyViolation } from '../domain/assignment/decide-activation.ts';
import { isEligibleAt } from '../domain/eligibility/find-eligibility.ts';
import { invalidField, refuse } from '../domain/errors.ts';
import type { AskedRequest, RequestType } from '../domain/request/request.ts';
import type { Reader } from '../ledger/engine.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { eligibilitiesOf, sameSchedules } from '../ledger/facts/schedule-facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type KeptProof, keepRequestProof, requestProofById } from '../ledger/vault/request-proof.ts';
import { callerFacts } from './authorise.ts';
import { type Caller, contextOf } from './caller.ts';
import { requestDigest } from './request-digest.ts';
import { askedTarget, requireRole, requireTarget } from './request-target.ts';

/** So long a person may take to sign in for a proof. */
const WAITS_MS = 15 * 60_000;

/** What a person asks for themselves, and may have to prove a second factor for. */
export const provableTypes: readonly RequestType[] = ['selfActivate', 'selfExtend'];

export interface ProofAsked {
  readonly id: string;
  readonly asked: AskedRequest;
  /** What was typed, for the person to find again. */
  readonly sealedDraft: string;
}

/** Keeps a request that is about to be proven and asked for; nothing is asked of anybody yet (ADR 0014). */
export function askForProof(ledger: Ledger, caller: Caller, { id, asked, sealedDraft }: ProofAsked) {
  return ledger.execute(contextOf(caller, 'askForProof', id), async ({ now, tx, vault }): Promise<KeptProof> => {
    const { principal } = await callerFacts(tx, caller, now);
    if (principal.kind !== 'user') {
      refuse({ code: 'notPermitted', message: 'a service principal has no second factor to prove' });
    }
    if (!provableTypes.includes(asked.type)) refuse(invalidField('type', asked.type, provableTypes.join(', ')));
    if (asked.principalId !== principal.id) {
      refuse(invalidField('principalId', asked.principalId, `\`${principal.id}\`: a role is activated by its holder`));
    }
    const { role, scopeChain } = await ownTarget(tx, caller, asked, now);
    const policy = await policyFor(tx, role, scopeChain);
    const { isEnabled, claimValue } = policy.rules.AuthenticationContext_EndUser_Assignment;
    const createdAt = now.epochMilliseconds;
    const proof = {
      id,
      principalId: principal.id,
      sessionId: caller.sessionId ?? null,
      contentDigest: requestDigest(asked),
      context: isEnabled ? claimValue : null,
      sealedDraft,
      createdAt,
      expiresAt: createdAt + WAITS_MS,
    };
    await keepRequestProof(vault, proof);
    return { ...proof, given: null, isUsed: false };
  });
}

/** The role and scope, for whoever is eligible there or holds the role; of these the settings are no secret to them. */
async function ownTarget(tx: Reader, caller: Caller, asked: AskedRequest, now: Temporal.Instant) {
  const facts = await callerFacts(tx, caller, now);
  const about = await askedTarget(tx, facts, asked, now);
  const eligibilities = await eligibilitiesOf(tx, facts, requireRole(about).id, now);
  const isTheirs =
    isEligibleAt(eligibilities, about.scopeChain) ||
    (await sameSchedules(tx, { ...asked, kind: 'active' }, now)).length > 0;
  return isTheirs ? requireTarget(tx, about) : refuse(policyViolation([notEligible]));
}

/** A proof that the caller asked for, in this session or by a token. Refuses any other as one that is not there. */
export function readProof(ledger: Ledger, caller: Caller, id: string): Promise<KeptProof> {
  return ledger.dryRun(async ({ tx, now }) => {
    await callerFacts(tx, caller, now);
    const proof = await requestProofById(tx, id, now.epochMilliseconds);
    const isOwn = proof?.principalId === caller.principalId && proof.sessionId === (caller.sessionId ?? null);
    if (proof === null || !isOwn) refuse({ code: 'proofNotFound', message: `there is no proof \`${id}\`` });
    return proof;
  });
}

/** A proof that was asked for by a token; null: there is none. Who knows its id, which nobody guesses, may see it. */
export function proofAskedByToken(ledger: Ledger, id: string): Promise<KeptProof | null> {
  return ledger.dryRun(async ({ tx, now }) => {
    const proof = await requestProofById(tx, id, now.epochMilliseconds);
    return proof?.sessionId === null ? proof : null;
  });
}
