import { decideRemoval } from '../domain/assignment/decide-removal.ts';
import type { Decision } from '../domain/decision.ts';
import type { Schedule } from '../domain/schedule.ts';
import { pendingRequestsFor } from '../ledger/facts/request-facts.ts';
import { activationsOf, sameSchedules } from '../ledger/facts/schedule-facts.ts';
import { authorise } from './authorise.ts';
import { losesLastAdministrator } from './last-administrator.ts';
import { requestTarget } from './request-target.ts';
import type { Submission } from './submission.ts';

/** Asks the domain to end an assignment; an administrator may end a running activation at any time. */
export async function removeAssignment({ tx, now, caller, asked }: Submission): Promise<Decision> {
  const { role, scopeChain } = await requestTarget(tx, asked);
  const assignment = { roleDefinitionId: role.id, principalId: asked.principalId, principalType: '' };
  await authorise(tx, caller, 'removeAssignment', { family: role.family, scopeChain, assignment }, now);
  const unfinished = await sameSchedules(tx, asked, now);
  const targets =
    asked.targetScheduleId === null ? unfinished : unfinished.filter(({ id }) => id === asked.targetScheduleId);
  const dependentActivations: Schedule[] = [];
  const dependentRequestIds: string[] = [];
  for (const { id, kind } of targets) {
    if (kind !== 'eligible') continue;
    dependentActivations.push(...(await activationsOf(tx, id, now)));
    dependentRequestIds.push(...(await pendingRequestsFor(tx, id, now)));
  }
  const ending = new Set([...targets, ...dependentActivations].map(({ id }) => id));
  const wouldRemoveLastAdministrator = await losesLastAdministrator(tx, now, {
    endingScheduleIds: ending,
  });
  return decideRemoval(
    asked,
    {
      callerId: caller.principalId,
      targets,
      dependentActivations,
      dependentRequestIds,
      wouldRemoveLastAdministrator,
    },
    now,
  );
}
