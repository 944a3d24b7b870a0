import { decideActivation } from '../domain/assignment/decide-activation.ts';
import { assuranceOf } from '../domain/assurance.ts';
import type { Decision } from '../domain/decision.ts';
import { isEligibleAt } from '../domain/eligibility/find-eligibility.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { openRequest } from '../ledger/facts/request-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { eligibilitiesOf, sameSchedules } from '../ledger/facts/schedule-facts.ts';
import { callerFacts } from './authorise.ts';
import { namedProof } from './named-proof.ts';
import { type AskedTarget, askedTarget, requireRole, requireTarget } from './request-target.ts';
import type { Submission } from './submission.ts';
import { timedOutApproval } from './timed-out-approval.ts';

/** Asks the domain for an activation; who may: the holder of the eligibility alone. */
export async function activateRole(submission: Submission): Promise<Decision> {
  const { tx, now, caller, asked, newId } = submission;
  const callerIs = await callerFacts(tx, caller, now);
  const about = await askedTarget(tx, callerIs, asked, now);
  const { id: roleDefinitionId } = requireRole(about);
  const same = { ...asked, kind: 'active' } as const;
  // together: a database that is elsewhere is waited for once
  const [eligibilities, existing, open] = await Promise.all([
    eligibilitiesOf(tx, callerIs, roleDefinitionId, now),
    sameSchedules(tx, same, now),
    openRequest(tx, same),
  ]);
  const isOpenOver = open?.expiresAt != null && !isBefore(now, open.expiresAt);
  const decision = decideActivation(
    asked,
    {
      caller: callerIs,
      assurance: assuranceOf(callerIs.principal.kind, caller.assurance),
      proof: await namedProof(submission),
      scopeChain: about.scopeChain,
      eligibilities,
      policy: isEligibleAt(eligibilities, about.scopeChain) ? await policyOf(tx, about) : null,
      existingActivationId: existing.find((schedule) => schedule.assignmentType === 'activated')?.id ?? null,
      openRequestId: isOpenOver ? null : (open?.id ?? null),
      newStageIds: [newId(), newId()],
    },
    now,
  );
  if (!decision.accepted || !isOpenOver || open === null) return decision;
  // the one before ran out unseen: its end is recorded first, so that there is never more than one open
  return { accepted: true, events: [...(await timedOutApproval(tx, open.id, now)), ...decision.events] };
}

async function policyOf(tx: Reader, about: AskedTarget) {
  const { role, scopeChain } = await requireTarget(tx, about);
  return policyFor(tx, role, scopeChain);
}
