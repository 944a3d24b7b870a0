import { decideAssignment } from '../domain/assignment/decide-assignment.ts';
import type { Decision } from '../domain/decision.ts';
import { refuse } from '../domain/errors.ts';
import { principalById } from '../ledger/facts/principal-facts.ts';
import { policyFor } from '../ledger/facts/role-facts.ts';
import { sameSchedules } from '../ledger/facts/schedule-facts.ts';
import { authorise } from './authorise.ts';
import { requestTarget } from './request-target.ts';
import type { Submission } from './submission.ts';

/** Asks the domain for an administrator's assignment, eligible or active. */
export async function assignRole({ tx, now, caller, asked }: Submission): Promise<Decision> {
  const { role, scopeChain } = await requestTarget(tx, asked);
  const principal = await principalById(tx, asked.principalId);
  const target = {
    family: role.family,
    scopeChain,
    assignment: {
      roleDefinitionId: role.id,
      principalId: asked.principalId,
      principalType: principal === null ? '' : principal.kind.charAt(0).toUpperCase() + principal.kind.slice(1),
    },
  };
  await authorise(tx, caller, asked.kind === 'eligible' ? 'assignEligible' : 'assignActive', target, now);
  if (principal === null) {
    refuse({
      code: 'principalNotFound',
      field: 'principalId',
      message: `there is no principal \`${asked.principalId}\``,
    });
  }
  const existing = await sameSchedules(tx, asked, now);
  return decideAssignment(
    asked,
    {
      callerId: caller.principalId,
      assurance: caller.assurance,
      principal,
      policy: await policyFor(tx, role, scopeChain),
      existing: existing.filter(({ assignmentType }) => assignmentType === 'assigned'),
    },
    now,
  );
}
