import { decideRemoval } from '../domain/assignment/decide-removal.ts';
import type { Decision } from '../domain/decision.ts';
import { sameSchedules } from '../ledger/facts/schedule-facts.ts';
import { dependentsOf } from './assignment-facts.ts';
import { assignmentTarget } from './authorise-assignment.ts';
import type { Submission } from './submission.ts';

/** Asks the domain to end an assignment; an administrator may end a running activation at any time. */
export async function removeAssignment({ tx, now, caller, asked }: Submission): Promise<Decision> {
  await assignmentTarget(tx, caller, ['removeAssignment'], asked, now);
  const unfinished = await sameSchedules(tx, asked, now);
  const targets =
    asked.targetScheduleId === null ? unfinished : unfinished.filter(({ id }) => id === asked.targetScheduleId);
  const dependents = await dependentsOf(tx, targets, now);
  return decideRemoval(asked, { callerId: caller.principalId, targets, dependents }, now);
}
