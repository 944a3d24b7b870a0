import type { Power } from '../../domain/access/protection.ts';
import { groupIdOf } from '../../domain/group/group-scope.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';
import { groupsOwnedBy } from './directory-facts.ts';
import { groupsAround } from './principal-facts.ts';

const selectRoleAssignable = statement((db, p: { id: string }) =>
  db.selectFrom('principal').select('id').where('id', '=', p.id).where('is_role_assignable', '=', 1),
);

/** Live or still to come, of either kind. */
const selectSchedules = statement((db, p: { id: string; now: number }) =>
  db
    .selectFrom('schedule')
    .select(['role_definition_id', 'scope'])
    .where('principal_id', '=', p.id)
    .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', p.now)])),
);

const selectDenials = statement((db, p: { id: string }) =>
  db.selectFrom('deny_assignment_principal').select('principal_id').where('principal_id', '=', p.id).limit(1),
);

/** Whoever is named in the rules of a role is named as an approver: nobody else is in them by id. */
const selectPolicies = statement((db, p: { named: string }) =>
  db
    .selectFrom('role_management_policy')
    .select(['role_definition_id', 'scope'])
    .where('rules', 'like', p.named)
    .limit(1),
);

/** Requests keep the approvers of their submission, whatever the policy says by now. */
const selectPending = statement((db, p: { named: string }) =>
  db
    .selectFrom('schedule_request')
    .innerJoin('approval', 'approval.request_id', 'schedule_request.id')
    .select('schedule_request.id')
    .where('schedule_request.status', '=', 'pendingApproval')
    .where('approval.rules', 'like', p.named)
    .limit(1),
);

/**
 * What power a principal has, by itself and by every group around it, disabled ones too: they can be enabled again. A
 * group that it may join, or decides about as an owner, is around it as well; that alone, of a group without power, is none.
 */
export async function powersOf(tx: Reader, principalId: string, now: Temporal.Instant): Promise<readonly Power[]> {
  const powers: Power[] = [];
  const around = new Set([principalId]);
  for (const id of around) {
    for (const groupId of [...(await groupsAround(tx, id)), ...(await groupsOwnedBy(tx, id))]) around.add(groupId);
    for (const power of await ownPowers(tx, id, now)) {
      const groupId = power.by === 'schedule' ? groupIdOf(power.scope) : null;
      if (groupId === null) powers.push(power);
      else around.add(groupId);
    }
  }
  return powers;
}

/** The powers that name the principal itself. */
export async function ownPowers(tx: Reader, id: string, now: Temporal.Instant): Promise<readonly Power[]> {
  const powers: Power[] = [];
  for (const row of await tx.all(selectSchedules, { id, now: now.epochMilliseconds })) {
    const { role_definition_id: roleDefinitionId, scope } = row;
    powers.push({ by: 'schedule', holderId: id, roleDefinitionId, scope: scope as Scope });
  }
  // a sign in an id that `like` knows finds more, never less
  const named = `%"id":${JSON.stringify(id)}%`;
  const isApprover =
    (await tx.first(selectPolicies, { named })) !== undefined ||
    (await tx.first(selectPending, { named })) !== undefined;
  if (isApprover) powers.push({ by: 'approvers', holderId: id });
  if ((await tx.first(selectDenials, { id })) !== undefined) powers.push({ by: 'denial', holderId: id });
  if ((await tx.first(selectRoleAssignable, { id })) !== undefined) powers.push({ by: 'roleAssignable', holderId: id });
  return powers;
}
