import { decideUpdate } from '../domain/assignment/decide-update.ts';
import { assuranceOf } from '../domain/assurance.ts';
import type { Decision } from '../domain/decision.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { assignmentsFor, dependentsOf, requirePrincipal, unfinishedAssignment } from './assignment-facts.ts';
import { callerFacts } from './authorise.ts';
import { assigning, assignmentTarget, authoriseAssignment } from './authorise-assignment.ts';
import type { Submission } from './submission.ts';

/**
 * Asks the domain for a change of an assignment. The request is of the kind that the assignment shall be; one that
 * names an assignment of the other kind converts it, for which the caller must be allowed to end that too.
 */
export async function updateAssignment({ tx, now, caller, asked }: Submission): Promise<Decision> {
  const about = await assignmentTarget(tx, caller, [assigning(asked.kind)], asked, now);
  const target = await unfinishedAssignment(tx, asked, now);
  if (target !== null && target.kind !== asked.kind) {
    await authoriseAssignment(tx, caller, ['removeAssignment'], about, now);
  }
  const { principal: by } = await callerFacts(tx, caller, now);
  return decideUpdate(
    asked,
    {
      callerId: by.id,
      assurance: assuranceOf(by.kind, caller.assurance),
      principal: requirePrincipal(about.principal, asked.principalId),
      target,
      policy: await policyFor(tx, about.role, about.scopeChain),
      others: (await assignmentsFor(tx, asked, now)).filter(({ id }) => id !== target?.id),
      dependents: await dependentsOf(tx, target === null ? [] : [target], now),
    },
    now,
  );
}
