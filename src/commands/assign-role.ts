import { decideAssignment } from '../domain/assignment/decide-assignment.ts';
import { assuranceOf } from '../domain/assurance.ts';
import type { Decision } from '../domain/decision.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { assignmentsFor, requirePrincipal } from './assignment-facts.ts';
import { callerFacts } from './authorise.ts';
import { assigning, assignmentTarget } from './authorise-assignment.ts';
import type { Submission } from './submission.ts';

/** Asks the domain for an administrator's assignment, eligible or active. */
export async function assignRole({ tx, now, caller, asked }: Submission): Promise<Decision> {
  const target = await assignmentTarget(tx, caller, [assigning(asked.kind)], asked, now);
  const { principal: by } = await callerFacts(tx, caller);
  return decideAssignment(
    asked,
    {
      callerId: by.id,
      assurance: assuranceOf(by.kind, caller.assurance),
      principal: requirePrincipal(target.principal, asked.principalId),
      policy: await policyFor(tx, target.role, target.scopeChain),
      existing: await assignmentsFor(tx, asked, now),
    },
    now,
  );
}
