import type { Decision } from '../domain/decision.ts';
import { askExtension } from '../domain/extension/ask-extension.ts';
import { decideExtensionTimeOut } from '../domain/extension/decide-extension-time-out.ts';
import { isBefore } from '../domain/time.ts';
import { extensionOf, openExtension } from '../ledger/facts/extension-facts.ts';
import { requestById } from '../ledger/facts/request-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { sameSchedules } from '../ledger/facts/schedule-facts.ts';
import { assignmentsFor, assignmentToRenew, unfinishedAssignment } from './assignment-facts.ts';
import { callerFacts } from './authorise.ts';
import { requestTarget } from './request-target.ts';
import type { Submission } from './submission.ts';

/** Asks the domain to let the holder ask for more time of an assignment; who may: its holder alone. */
export async function askForExtension(submission: Submission): Promise<Decision> {
  const { tx, now, caller, asked } = submission;
  const holder = await callerFacts(tx, caller, now);
  const unfinished = asked.type === 'selfExtend' ? await unfinishedAssignment(tx, asked, now) : null;
  const extended = unfinished?.kind === asked.kind ? { schedule: unfinished, endReason: null } : null;
  const found = asked.type === 'selfExtend' ? extended : await assignmentToRenew(tx, asked, now);
  const target = found?.schedule.kind === asked.kind ? found : null;
  const open = target === null ? null : await openExtension(tx, target.schedule.id);
  const isOpenOver = open !== null && !isBefore(now, open.expiresAt);
  const decision = askExtension(
    asked,
    {
      caller: holder,
      target,
      throughGroupId: target === null ? await throughGroup(submission, holder.groupIds) : null,
      policy: target === null ? null : await policyOf(submission),
      others: (await assignmentsFor(tx, asked, now)).filter(({ id }) => id !== target?.schedule.id),
      openRequestId: isOpenOver ? null : (open?.requestId ?? null),
    },
    now,
  );
  if (!decision.accepted || !isOpenOver) return decision;
  // the one before ran out unseen: its end is recorded first, so that there is never more than one open
  return { accepted: true, events: [...(await timeOut(open.requestId, submission)), ...decision.events] };
}

async function policyOf({ tx, asked }: Submission) {
  const { role, scopeChain } = await requestTarget(tx, asked);
  return policyFor(tx, role, scopeChain);
}

/** A group of the holder that has such an assignment. */
async function throughGroup({ tx, now, asked }: Submission, groupIds: ReadonlySet<string>): Promise<string | null> {
  for (const principalId of groupIds) {
    if ((await sameSchedules(tx, { ...asked, principalId }, now)).length > 0) return principalId;
  }
  return null;
}

async function timeOut(requestId: string, { tx, now }: Submission) {
  const request = await requestById(tx, requestId);
  const extension = await extensionOf(tx, requestId);
  if (request === null || extension === null) return [];
  const decision = decideExtensionTimeOut(request, extension, now);
  return decision.accepted ? decision.events : [];
}
