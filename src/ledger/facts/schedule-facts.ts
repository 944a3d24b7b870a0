import { eligibilityFor } from '../../domain/eligibility/eligibility-for.ts';
import type { PrincipalFacts, PrincipalKind } from '../../domain/principal.ts';
import type { AssignmentType, EndReason, Schedule, ScheduleKind } from '../../domain/schedule.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { type QueryBuilder, statement } from '../statement.ts';
import { withMemberOf } from './principal-facts.ts';

const selectSchedule = statement((db, p: { id: string }) =>
  db.selectFrom('schedule').selectAll().where('id', '=', p.id),
);

/** Neither ended at `now` nor to be: live or still to come. */
function unfinished(db: QueryBuilder, now: number) {
  return db
    .selectFrom('schedule')
    .selectAll('schedule')
    .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', now)]));
}

/** Of so many principals at once; where they are fewer, one is named again. */
const HOLDERS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;

const selectEligibilities = statement(
  (db, p: Record<(typeof HOLDERS)[number], string> & { roleDefinitionId: string; now: number }) =>
    unfinished(db, p.now)
      .where(
        'principal_id',
        'in',
        HOLDERS.map((holder) => p[holder]),
      )
      .where('kind', '=', 'eligible')
      .where('role_definition_id', '=', p.roleDefinitionId),
);

const selectSame = statement(
  (db, p: { kind: string; principalId: string; roleDefinitionId: string; scope: string; now: number }) =>
    unfinished(db, p.now)
      .where('kind', '=', p.kind)
      .where('principal_id', '=', p.principalId)
      .where('role_definition_id', '=', p.roleDefinitionId)
      .where('scope', '=', p.scope),
);

const selectActivationsOf = statement((db, p: { eligibilityId: string; now: number }) =>
  unfinished(db, p.now).where('linked_eligibility_id', '=', p.eligibilityId),
);

const selectHeld = statement((db, p: { principalId: string; now: number }) =>
  withMemberOf(db, p.principalId, p.now)
    .selectFrom('schedule')
    .selectAll('schedule')
    .where('principal_id', 'in', (where) => where.selectFrom('member_of').select('id'))
    .where('kind', '=', 'active')
    .where('start_at', '<=', p.now)
    .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', p.now)])),
);

/** What has ended is on record as ended; to say so lets the index of what is open be used. */
const selectHoldersOfRole = statement((db, p: { roleDefinitionId: string; now: number }) =>
  unfinished(db, p.now)
    .where('ended_at', 'is', null)
    .where('kind', '=', 'active')
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('start_at', '<=', p.now),
);

const selectEndedSince = statement((db, p: { roleDefinitionId: string; scope: string; at: number }) =>
  db
    .selectFrom('schedule')
    .selectAll()
    .where('kind', '=', 'active')
    .where('scope', '=', p.scope)
    .where('ended_at', '>', p.at)
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('start_at', '<=', p.at)
    .where('end_at', '>', p.at),
);

const selectEligible = statement((db, p: { roleDefinitionId: string; now: number }) =>
  db
    .selectFrom('schedule')
    .innerJoin('principal', 'principal.id', 'schedule.principal_id')
    .select(['schedule.scope', 'schedule.principal_id', 'principal.kind', 'principal.enabled'])
    .distinct()
    .where('schedule.kind', '=', 'eligible')
    .where('schedule.ended_at', 'is', null)
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', p.now)])),
);

function groupActivations(db: QueryBuilder, now: number) {
  return db
    .selectFrom('schedule')
    .innerJoin('schedule as eligibility', 'eligibility.id', 'schedule.linked_eligibility_id')
    .selectAll('schedule')
    .select('eligibility.principal_id as eligible_principal_id')
    .whereRef('eligibility.principal_id', '!=', 'schedule.principal_id')
    .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', now)]));
}

const selectGroupActivations = statement((db, p: { now: number }) => groupActivations(db, p.now));

const selectGroupActivationsOf = statement((db, p: { principalId: string; now: number }) =>
  groupActivations(db, p.now).where('schedule.principal_id', '=', p.principalId),
);

const selectExpired = statement(
  (db, p: { kind: string; principalId: string; roleDefinitionId: string; scope: string; now: number }) =>
    db
      .selectFrom('schedule')
      .selectAll()
      .where('principal_id', '=', p.principalId)
      .where('kind', '=', p.kind)
      .where('role_definition_id', '=', p.roleDefinitionId)
      .where('scope', '=', p.scope)
      .where('assignment_type', '=', 'assigned')
      .where('end_at', '<=', p.now)
      .where((where) => where.or([where('end_reason', 'is', null), where('end_reason', '=', 'expired')]))
      .orderBy('end_at', 'desc')
      .limit(1),
);

const selectPlannedOfRole = statement((db, p: { roleDefinitionId: string; now: number }) =>
  unfinished(db, p.now)
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('ended_at', 'is', null)
    .where('assignment_type', '=', 'activated')
    .where('start_at', '>', p.now),
);

const selectPlannedOf = statement((db, p: { principalId: string; now: number }) =>
  unfinished(db, p.now)
    .where('principal_id', '=', p.principalId)
    .where('kind', '=', 'active')
    .where('assignment_type', '=', 'activated')
    .where('start_at', '>', p.now),
);

const selectUnendedOf = statement((db, p: { principalId: string; now: number }) =>
  unfinished(db, p.now).where('principal_id', '=', p.principalId).where('ended_at', 'is', null),
);

const selectUnfinishedAt = statement((db, p: { scope: string; now: number }) =>
  unfinished(db, p.now).where('scope', '=', p.scope).where('ended_at', 'is', null),
);

export function toSchedule(row: Schema['schedule']): Schedule {
  return {
    id: row.id,
    kind: row.kind as ScheduleKind,
    assignmentType: row.assignment_type as AssignmentType,
    requestId: row.request_id,
    principalId: row.principal_id,
    roleDefinitionId: row.role_definition_id,
    scope: row.scope as Scope,
    startAt: Temporal.Instant.fromEpochMilliseconds(row.start_at),
    endAt: row.end_at === null ? null : Temporal.Instant.fromEpochMilliseconds(row.end_at),
    condition: row.condition === null ? null : { text: row.condition, version: row.condition_version ?? '2.0' },
    linkedEligibilityId: row.linked_eligibility_id,
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_at),
  };
}

export async function scheduleById(tx: Reader, id: string): Promise<Schedule | null> {
  const row = await tx.first(selectSchedule, { id });
  return row === undefined ? null : toSchedule(row);
}

/**
 * Unfinished eligibilities for a role, of the principal and of all its groups; those of a group that it is in for a time
 * end for it with that time (ADR 0023).
 */
export async function eligibilitiesOf(
  tx: Reader,
  facts: PrincipalFacts,
  roleDefinitionId: string,
  now: Temporal.Instant,
): Promise<readonly Schedule[]> {
  const holderIds = [facts.principal.id, ...facts.groupIds];
  const found: Schedule[] = [];
  for (let from = 0; from < holderIds.length; from += HOLDERS.length) {
    const some = holderIds.slice(from, from + HOLDERS.length);
    const [first = '', second = first, third = first, fourth = first, fifth = first, sixth = first] = some;
    const holders = { first, second, third, fourth, fifth, sixth };
    const rows = await tx.all(selectEligibilities, { ...holders, roleDefinitionId, now: now.epochMilliseconds });
    for (const id of some) for (const row of rows) if (row.principal_id === id) found.push(toSchedule(row));
  }
  return found.flatMap((eligibility) => eligibilityFor(facts, eligibility) ?? []);
}

/** Unfinished schedules of one kind for exactly this principal, role and scope. */
export async function sameSchedules(
  tx: Reader,
  of: Pick<Schedule, 'kind' | 'principalId' | 'roleDefinitionId' | 'scope'>,
  now: Temporal.Instant,
): Promise<readonly Schedule[]> {
  const { kind, principalId, roleDefinitionId, scope } = of;
  const rows = await tx.all(selectSame, { kind, principalId, roleDefinitionId, scope, now: now.epochMilliseconds });
  return rows.map(toSchedule);
}

/** Unfinished activations that rest on an eligibility. */
export async function activationsOf(
  tx: Reader,
  eligibilityId: string,
  now: Temporal.Instant,
): Promise<readonly Schedule[]> {
  return (await tx.all(selectActivationsOf, { eligibilityId, now: now.epochMilliseconds })).map(toSchedule);
}

/** What the principal holds at `now`, itself and through its groups. */
export async function heldSchedules(
  tx: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<readonly Schedule[]> {
  return (await tx.all(selectHeld, { principalId, now: now.epochMilliseconds })).map(toSchedule);
}

/** The active schedules of a role at every scope that are live at `now` and have not been ended since. */
export async function liveSchedulesOfRole(
  tx: Reader,
  roleDefinitionId: string,
  now: Temporal.Instant,
): Promise<readonly Schedule[]> {
  return (await tx.all(selectHoldersOfRole, { roleDefinitionId, now: now.epochMilliseconds })).map(toSchedule);
}

/** The active schedules of a role at a scope that were live at an instant that has passed, and ended after it. */
export async function schedulesEndedSince(
  tx: Reader,
  of: Pick<Schedule, 'roleDefinitionId' | 'scope'>,
  at: Temporal.Instant,
): Promise<readonly Schedule[]> {
  const { roleDefinitionId, scope } = of;
  return (await tx.all(selectEndedSince, { roleDefinitionId, scope, at: at.epochMilliseconds })).map(toSchedule);
}

/** Who is or will be eligible for a role and where, each principal once for each scope. */
export async function eligibilitiesForRole(tx: Reader, roleDefinitionId: string, now: Temporal.Instant) {
  const rows = await tx.all(selectEligible, { roleDefinitionId, now: now.epochMilliseconds });
  return rows.map((row) => ({
    scope: row.scope as Scope,
    principalId: row.principal_id,
    kind: row.kind as PrincipalKind,
    enabled: row.enabled === 1,
  }));
}

/**
 * Unfinished activations from an eligibility that a group has, with that group: those of one principal, or (null) of
 * everybody.
 */
export async function activationsThroughGroups(tx: Reader, principalId: string | null, now: Temporal.Instant) {
  const nowMs = now.epochMilliseconds;
  const rows =
    principalId === null
      ? await tx.all(selectGroupActivations, { now: nowMs })
      : await tx.all(selectGroupActivationsOf, { principalId, now: nowMs });
  return rows.map((row) => ({ activation: toSchedule(row), groupId: row.eligible_principal_id }));
}

/** A schedule with what is on record of its start and end, in milliseconds since the epoch. */
export interface RecordedSchedule {
  readonly schedule: Schedule;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: EndReason | null;
}

/** null where there is none. */
export async function recordedSchedule(tx: Reader, id: string): Promise<RecordedSchedule | null> {
  const row = await tx.first(selectSchedule, { id });
  if (row === undefined) return null;
  const { started_at: startedAt, ended_at: endedAt, end_reason: endReason } = row;
  return { schedule: toSchedule(row), startedAt, endedAt, endReason: endReason as EndReason | null };
}

/** Of the assignments for exactly this principal, role and scope, the one that expired last; by the clock alone. */
export async function lastExpired(
  tx: Reader,
  of: Pick<Schedule, 'kind' | 'principalId' | 'roleDefinitionId' | 'scope'>,
  now: Temporal.Instant,
): Promise<Schedule | null> {
  const { kind, principalId, roleDefinitionId, scope } = of;
  const row = await tx.first(selectExpired, { kind, principalId, roleDefinitionId, scope, now: now.epochMilliseconds });
  return row === undefined ? null : toSchedule(row);
}

/** What the principal activated for a time to come. */
export async function plannedActivationsOf(
  tx: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<readonly Schedule[]> {
  return (await tx.all(selectPlannedOf, { principalId, now: now.epochMilliseconds })).map(toSchedule);
}

/** What anybody activated of a role for a time to come. */
export async function plannedActivationsOfRole(
  tx: Reader,
  roleDefinitionId: string,
  now: Temporal.Instant,
): Promise<readonly Schedule[]> {
  return (await tx.all(selectPlannedOfRole, { roleDefinitionId, now: now.epochMilliseconds })).map(toSchedule);
}

/** Everything that a principal itself was assigned or activated and that has not ended. */
export async function unendedSchedulesOf(
  tx: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<readonly Schedule[]> {
  return (await tx.all(selectUnendedOf, { principalId, now: now.epochMilliseconds })).map(toSchedule);
}

/** Everything at exactly this scope that has not ended, whoever has it. */
export async function unfinishedAt(tx: Reader, scope: Scope, now: Temporal.Instant): Promise<readonly Schedule[]> {
  return (await tx.all(selectUnfinishedAt, { scope, now: now.epochMilliseconds })).map(toSchedule);
}
