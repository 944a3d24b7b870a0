import { assuranceOf } from '../domain/assurance.ts';
import type { Decision } from '../domain/decision.ts';
import { decideAdminExtension } from '../domain/extension/decide-admin-extension.ts';
import { isBefore } from '../domain/time.ts';
import { openExtension } from '../ledger/facts/extension-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import {
  assignmentsFor,
  assignmentToRenew,
  dependentsOf,
  requirePrincipal,
  unfinishedAssignment,
} from './assignment-facts.ts';
import { callerFacts } from './authorise.ts';
import { assigning, assignmentTarget, authoriseAssignment } from './authorise-assignment.ts';
import { ownRequestFacts } from './own-request-facts.ts';
import type { Submission } from './submission.ts';

/** Asks the domain for more time of an assignment, before its end or after it, given by an administrator. */
export async function extendAssignment({ tx, now, caller, asked }: Submission): Promise<Decision> {
  const about = await assignmentTarget(tx, caller, [assigning(asked.kind)], asked, now);
  const unfinished = asked.type === 'adminExtend' ? await unfinishedAssignment(tx, asked, now) : null;
  const extended = unfinished === null ? null : { schedule: unfinished, endReason: null };
  const target = asked.type === 'adminExtend' ? extended : await assignmentToRenew(tx, asked, now);
  if (unfinished !== null && unfinished.kind !== asked.kind) {
    await authoriseAssignment(tx, caller, ['removeAssignment'], about, now);
  }
  const decider = await callerFacts(tx, caller, now);
  const open = target === null ? null : await openExtension(tx, target.schedule.id);
  const isWaiting = open !== null && isBefore(now, open.expiresAt);
  return decideAdminExtension(
    asked,
    {
      callerId: decider.principal.id,
      target,
      waiting: isWaiting ? await ownRequestFacts(tx, open.requestId, decider) : null,
      grant: {
        assurance: assuranceOf(decider.principal.kind, caller.assurance),
        principal: requirePrincipal(about.principal, asked.principalId),
        policy: await policyFor(tx, about.role, about.scopeChain),
        others: (await assignmentsFor(tx, asked, now)).filter(({ id }) => id !== target?.schedule.id),
        dependents: await withoutExtension(),
      },
    },
    now,
  );

  /** The request that this answers does not end with the assignment. */
  async function withoutExtension() {
    const dependents = await dependentsOf(tx, unfinished === null ? [] : [unfinished], now);
    return { ...dependents, extensionRequestIds: [] };
  }
}
