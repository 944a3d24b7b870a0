import type { RoleUse } from '../../domain/custom-role/decide-role-deletion.ts';
import { roleNameKey } from '../../domain/role-definition.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

const selectScheduleScopes = statement((db, p: { roleDefinitionId: string; now: number }) =>
  db
    .selectFrom('schedule')
    .select((select) => ['scope', select.fn.countAll<number>().as('count')])
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', p.now)]))
    .groupBy('scope'),
);

const countOpenRequests = statement((db, p: { roleDefinitionId: string; now: number }) =>
  db
    .selectFrom('schedule_request')
    .leftJoin('approval_stage', 'approval_stage.request_id', 'schedule_request.id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('status', 'not in', ['denied', 'canceled', 'timedOut', 'provisioned', 'revoked'])
    .where((where) => where.or([where('status', '!=', 'pendingApproval'), where('expires_at', '>', p.now)])),
);

const countPolicies = statement((db, p: { roleDefinitionId: string }) =>
  db
    .selectFrom('role_management_policy')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('role_definition_id', '=', p.roleDefinitionId),
);

const selectNamesake = statement((db, p: { nameKey: string; id: string }) =>
  db
    .selectFrom('role_definition')
    .select('id')
    .where('family', '=', 'resource')
    .where('name_key', '=', p.nameKey)
    .where('id', '!=', p.id)
    .where('deleted_at', 'is', null)
    .limit(1),
);

const countCustom = statement((db, _p: Record<never, never>) =>
  db
    .selectFrom('role_definition')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('kind', '=', 'custom')
    .where('deleted_at', 'is', null),
);

/** The scopes at which a role is assigned, eligible or active, now or later, with how often. */
export async function assignedScopes(
  tx: Reader,
  roleDefinitionId: string,
  now: Temporal.Instant,
): Promise<ReadonlyMap<Scope, number>> {
  const rows = await tx.all(selectScheduleScopes, { roleDefinitionId, now: now.epochMilliseconds });
  return new Map(rows.map((row) => [row.scope as Scope, Number(row.count)]));
}

/** What names a role. */
export async function roleUse(tx: Reader, roleDefinitionId: string, now: Temporal.Instant): Promise<RoleUse> {
  const scopes = await assignedScopes(tx, roleDefinitionId, now);
  const requests = await tx.first(countOpenRequests, { roleDefinitionId, now: now.epochMilliseconds });
  const policies = await tx.first(countPolicies, { roleDefinitionId });
  return {
    schedules: [...scopes.values()].reduce((sum, count) => sum + count, 0),
    requests: Number(requests?.count ?? 0),
    policies: Number(policies?.count ?? 0),
  };
}

/** Whether another resource role has the name. */
export async function isRoleNameTaken(tx: Reader, name: string, exceptId: string): Promise<boolean> {
  return (await tx.first(selectNamesake, { nameKey: roleNameKey(name), id: exceptId })) !== undefined;
}

export async function customRoleCount(tx: Reader): Promise<number> {
  return Number((await tx.first(countCustom, {}))?.count ?? 0);
}
