import { decideAssignment } from '../domain/assignment/decide-assignment.ts';
import { assuranceOf } from '../domain/assurance.ts';
import type { Decision } from '../domain/decision.ts';
import { whyKeptElsewhere } from '../domain/directory/why-kept-elsewhere.ts';
import { refuse } from '../domain/errors.ts';
import { groupIdOf } from '../domain/group/group-scope.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { directoryEntry } from '../ledger/facts/directory-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { assignmentsFor, requirePrincipal } from './assignment-facts.ts';
import { callerFacts } from './authorise.ts';
import { assigning, assignmentTarget } from './authorise-assignment.ts';
import type { Submission } from './submission.ts';

/** Asks the domain for an administrator's assignment, eligible or active. */
export async function assignRole({ tx, now, caller, asked }: Submission): Promise<Decision> {
  const target = await assignmentTarget(tx, caller, [assigning(asked.kind)], asked, now);
  await refuseKeptElsewhere(tx, asked.scope);
  const { principal: by } = await callerFacts(tx, caller, now);
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

/** Who is in a group that a directory keeps, the directory alone says (contracts/graph §4). */
async function refuseKeptElsewhere(tx: Reader, scope: Scope): Promise<void> {
  const groupId = groupIdOf(scope);
  const entry = groupId === null ? null : await directoryEntry(tx, groupId);
  const violation = entry === null ? null : whyKeptElsewhere(entry, 'scope');
  if (violation !== null) refuse(violation);
}
