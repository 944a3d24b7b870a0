import { isHidden } from '../domain/access/hidden-scopes.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleAssignmentNamed } from '../ledger/facts/role-assignment-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import { readsAssignments } from './assignment-sight.ts';
import { isToldWithin } from './known-scope.ts';
import { type ScheduleRecord, scheduleRecord, visibleSchedule } from './schedules.ts';
import type { Viewer } from './viewer.ts';

/** What a role assignment has beside its schedule. */
export interface RoleAssignmentRecord extends ScheduleRecord {
  /** What a client named it, else its id. */
  readonly name: string;
  readonly description: string | null;
  readonly createdById: string | null;
  readonly updatedById: string | null;
}

/** Adds to schedules what they have as role assignments. */
export async function asRoleAssignments(
  reader: Reader,
  records: readonly ScheduleRecord[],
): Promise<readonly RoleAssignmentRecord[]> {
  const ids = ['', ...records.map(({ schedule }) => schedule.id)];
  const rows = await reader.query((db) =>
    db
      .selectFrom('schedule')
      .leftJoin('role_assignment', 'role_assignment.schedule_id', 'schedule.id')
      .leftJoin('schedule_request', 'schedule_request.id', 'schedule.request_id')
      .select([
        'schedule.id',
        'role_assignment.name',
        'role_assignment.description',
        'role_assignment.updated_by_id',
        'schedule_request.requestor_id',
      ])
      .where('schedule.id', 'in', ids),
  );
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return records.map((record) => {
    const row = rowOf.get(record.schedule.id);
    const createdById = row?.requestor_id ?? null;
    return {
      ...record,
      name: row?.name ?? record.schedule.id,
      description: row?.description ?? null,
      createdById,
      updatedById: row?.updated_by_id ?? createdById,
    };
  });
}

/**
 * The role assignment of a name that a list at the scope would show: at it, below it or inherited from above, of a
 * resource role, and for the viewer to see; null for all others.
 */
export async function visibleRoleAssignment(
  reader: Reader,
  viewer: Viewer,
  name: string,
  scopeChain: readonly Scope[],
  now: Temporal.Instant,
): Promise<RoleAssignmentRecord | null> {
  const named = await roleAssignmentNamed(reader, name, now);
  if (named === null) return null;
  const isInherited = scopeChain.includes(named.scope);
  const itsChain = await scopeChainOf(reader, named.scope);
  const place = { scope: named.scope, at: scopeChain[0] as Scope };
  const isBelow = await isToldWithin(reader, viewer.facts.principal.id, place, now);
  if (!isInherited && !isBelow) return null;
  // who reads at the scope sees what has effect there
  const isRead = readsAssignments(viewer, 'resource', scopeChain) && !isHidden(viewer.hiddenAt, itsChain);
  const record =
    isInherited && isRead
      ? await scheduleRecord(reader, 'active', named.id, now)
      : await visibleSchedule(reader, viewer, 'active', named.id, now);
  if (record === null || record.family !== 'resource') return null;
  return (await asRoleAssignments(reader, [record]))[0] ?? null;
}
