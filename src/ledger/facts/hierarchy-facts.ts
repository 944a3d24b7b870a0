import type { DeletionFacts } from '../../domain/hierarchy/decide-deletion.ts';
import { type RequestStatus, transitions } from '../../domain/request/request-status.ts';
import type { RoleDefinition } from '../../domain/role-definition.ts';
import type { Schedule } from '../../domain/schedule.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import { type QueryBuilder, statement } from '../statement.ts';
import { toRoleDefinition } from './role-facts.ts';
import { toSchedule } from './schedule-facts.ts';

/** States of a request that has no schedule yet and may still get one. */
const openStates = (Object.keys(transitions) as RequestStatus[]).filter(
  (status) => transitions[status].length > 0 && status !== 'provisioned' && status !== 'pendingScheduleCreation',
);

const countChildren = statement((db, p: { scope: string }) =>
  db
    .selectFrom('scope')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('parent', '=', p.scope),
);

const countSchedules = statement((db, p: { scope: string; now: number }) =>
  db
    .selectFrom('schedule')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('scope', '=', p.scope)
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', p.now)])),
);

const countOpenRequests = statement((db, p: { scope: string }) =>
  db
    .selectFrom('schedule_request')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('scope', '=', p.scope)
    .where('status', 'in', openStates),
);

/** What stands at a scope and directly below it. */
export async function deletionFacts(tx: Reader, scope: Scope, now: Temporal.Instant): Promise<DeletionFacts> {
  const children = await tx.first(countChildren, { scope });
  const schedules = await tx.first(countSchedules, { scope, now: now.epochMilliseconds });
  const openRequests = await tx.first(countOpenRequests, { scope });
  return {
    children: children?.count ?? 0,
    schedules: schedules?.count ?? 0,
    openRequests: openRequests?.count ?? 0,
  };
}

/** The scope and everything that is registered below it. */
function withSubtree(db: QueryBuilder, scope: string) {
  return db.withRecursive('subtree', (recursive) =>
    recursive
      .selectFrom('scope')
      .select('path')
      .where('path', '=', scope)
      .union(recursive.selectFrom('scope').innerJoin('subtree', 'subtree.path', 'scope.parent').select('scope.path')),
  );
}

const selectActivationsFrom = statement((db, p: { scope: string; ancestor: string; now: number }) =>
  withSubtree(db, p.scope)
    .selectFrom('schedule')
    .innerJoin('schedule as eligibility', 'eligibility.id', 'schedule.linked_eligibility_id')
    .selectAll('schedule')
    .where('eligibility.scope', '=', p.ancestor)
    .where('schedule.scope', 'in', (where) => where.selectFrom('subtree').select('path'))
    .where('schedule.ended_at', 'is', null)
    .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', p.now)])),
);

const selectRequestsFrom = statement((db, p: { scope: string; ancestor: string }) =>
  withSubtree(db, p.scope)
    .selectFrom('schedule_request')
    .innerJoin('schedule as eligibility', 'eligibility.id', 'schedule_request.linked_eligibility_id')
    .select('schedule_request.id')
    .where('eligibility.scope', '=', p.ancestor)
    .where('schedule_request.scope', 'in', (where) => where.selectFrom('subtree').select('path'))
    .where('schedule_request.status', '=', 'pendingApproval'),
);

/** What rests, at the scope or below it, on eligibilities at ancestors: unfinished activations and undecided requests. */
export async function restingOnAncestors(
  tx: Reader,
  scope: Scope,
  ancestors: readonly Scope[],
  now: Temporal.Instant,
): Promise<{ readonly activations: readonly Schedule[]; readonly requestIds: readonly string[] }> {
  const activations: Schedule[] = [];
  const requestIds: string[] = [];
  for (const ancestor of ancestors) {
    const rows = await tx.all(selectActivationsFrom, { scope, ancestor, now: now.epochMilliseconds });
    activations.push(...rows.map(toSchedule));
    requestIds.push(...(await tx.all(selectRequestsFrom, { scope, ancestor })).map(({ id }) => id));
  }
  return { activations, requestIds };
}

const selectCustomRoles = statement((db, p: { scope: string; now: number }) =>
  withSubtree(db, p.scope)
    .selectFrom('schedule')
    .innerJoin('role_definition', 'role_definition.id', 'schedule.role_definition_id')
    .selectAll('role_definition')
    .select('schedule.scope as at')
    .distinct()
    .where('role_definition.kind', '=', 'custom')
    .where('schedule.scope', 'in', (where) => where.selectFrom('subtree').select('path'))
    .where('schedule.ended_at', 'is', null)
    .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', p.now)])),
);

/** The custom roles that somebody has or is eligible for at the scope or below it, with where. */
export async function customRolesBelow(
  tx: Reader,
  scope: Scope,
  now: Temporal.Instant,
): Promise<ReadonlyArray<{ readonly role: RoleDefinition; readonly at: Scope }>> {
  const rows = await tx.all(selectCustomRoles, { scope, now: now.epochMilliseconds });
  return rows.map((row) => ({ role: toRoleDefinition(row), at: row.at as Scope }));
}

const selectPoliciesAt = statement((db, p: { scope: string }) =>
  db.selectFrom('role_management_policy').select('role_definition_id').where('scope', '=', p.scope),
);

/** The roles for which settings are written at the scope itself. */
export async function rolesWithPolicyAt(tx: Reader, scope: Scope): Promise<readonly string[]> {
  return (await tx.all(selectPoliciesAt, { scope })).map((row) => row.role_definition_id);
}
