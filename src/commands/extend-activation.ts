import { decideActivationExtension } from '../domain/assignment/decide-activation-extension.ts';
import { assuranceOf } from '../domain/assurance.ts';
import type { Decision } from '../domain/decision.ts';
import type { Schedule } from '../domain/schedule.ts';
import { isBefore } from '../domain/time.ts';
import { openRequest } from '../ledger/facts/request-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { eligibilitiesOf } from '../ledger/facts/schedule-facts.ts';
import { callerFacts } from './authorise.ts';
import { namedProof } from './named-proof.ts';
import { requestTarget } from './request-target.ts';
import type { Submission } from './submission.ts';
import { timedOutApproval } from './timed-out-approval.ts';

/** Asks the domain to let a running activation last longer; who may: its holder alone. */
export async function extendActivation(submission: Submission, activation: Schedule | null): Promise<Decision> {
  const { tx, now, caller, asked, newId } = submission;
  const holder = await callerFacts(tx, caller, now);
  const { role, scopeChain } = await requestTarget(tx, asked);
  const open = await openRequest(tx, { ...asked, kind: 'active' });
  const isOpenOver = open?.expiresAt != null && !isBefore(now, open.expiresAt);
  const decision = decideActivationExtension(
    asked,
    {
      caller: holder,
      assurance: assuranceOf(holder.principal.kind, caller.assurance),
      proof: await namedProof(submission),
      scopeChain,
      eligibilities: await eligibilitiesOf(tx, holder, role.id, now),
      policy: await policyFor(tx, role, scopeChain),
      activation,
      openRequestId: isOpenOver ? null : (open?.id ?? null),
      newStageIds: [newId(), newId()],
    },
    now,
  );
  if (!decision.accepted || !isOpenOver || open === null) return decision;
  // the one before ran out unseen: its end is recorded first, so that there is never more than one open
  return { accepted: true, events: [...(await timedOutApproval(tx, open.id, now)), ...decision.events] };
}
