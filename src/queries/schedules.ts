import type { RoleFamily } from '../domain/role-definition.ts';
import type { Schedule, ScheduleKind } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { toSchedule } from '../ledger/facts/schedule-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { readsAssignments } from './assignment-sight.ts';
import { type HiddenScope, isNotHidden } from './hidden-scopes.ts';
import type { Naming } from './names-of.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { isInReach, type ScopeReach } from './scope-reach.ts';
import type { Viewer } from './viewer.ts';

/** A schedule with the eligibility that an activation came from. */
export interface ScheduleRecord {
  readonly schedule: Schedule;
  readonly updatedAt: Temporal.Instant;
  readonly family: RoleFamily;
  readonly eligibility: Pick<Schedule, 'id' | 'startAt' | 'scope' | 'principalId'> | null;
}

/** What of a schedule is to be named, and of the eligibility behind it. */
export function namingsOf({ schedule, eligibility }: ScheduleRecord): readonly Naming[] {
  return eligibility === null ? [schedule] : [schedule, { ...schedule, scope: eligibility.scope }];
}

/** What a list of schedules is narrowed to; null means any. */
export interface ScheduleCriteria {
  readonly kind: ScheduleKind;
  /** Only those that give or allow something now, and not those to come. */
  readonly isLive: boolean;
  /** Whether it has begun at the instant of the question; any of these. */
  readonly states: ReadonlyArray<'planned' | 'begun'> | null;
  readonly reach: ScopeReach;
  readonly hidden: readonly HiddenScope[];
  readonly families: readonly RoleFamily[] | null;
  /** Any of these. */
  readonly principalIds: readonly string[] | null;
  readonly roleDefinitionId: string | null;
  readonly scheduleId: string | null;
}

function selectRecords(db: QueryBuilder, now: Temporal.Instant) {
  return db
    .selectFrom('schedule')
    .innerJoin('role_definition as role', 'role.id', 'schedule.role_definition_id')
    .leftJoin('schedule as eligibility', 'eligibility.id', 'schedule.linked_eligibility_id')
    .selectAll('schedule')
    .select([
      'role.family as role_family',
      'eligibility.start_at as eligibility_start_at',
      'eligibility.scope as eligibility_scope',
      'eligibility.principal_id as eligibility_principal_id',
    ])
    .where((where) =>
      where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', now.epochMilliseconds)]),
    );
}

type Records = ReturnType<typeof selectRecords>;
type RecordRow = Records extends { execute(): Promise<(infer Row)[]> } ? Row : never;

function narrowed(query: Records, db: QueryBuilder, criteria: ScheduleCriteria, now: Temporal.Instant): Records {
  const { isLive, states, families, principalIds, roleDefinitionId, scheduleId } = criteria;
  const nowMs = now.epochMilliseconds;
  let narrow = query.where('schedule.kind', '=', criteria.kind).where(isInReach(db, 'schedule.scope', criteria.reach));
  if (criteria.hidden.length > 0) {
    narrow = narrow.where(isNotHidden(db, { scope: 'schedule.scope', family: 'role.family' }, criteria.hidden));
  }
  if (isLive || states?.includes('planned') === false) narrow = narrow.where('schedule.start_at', '<=', nowMs);
  if (states?.includes('begun') === false) narrow = narrow.where('schedule.start_at', '>', nowMs);
  if (families !== null) narrow = narrow.where('role.family', 'in', orNothing(families));
  if (principalIds !== null) narrow = narrow.where('schedule.principal_id', 'in', orNothing(principalIds));
  if (roleDefinitionId !== null) narrow = narrow.where('schedule.role_definition_id', '=', roleDefinitionId);
  if (scheduleId !== null) narrow = narrow.where('schedule.id', '=', scheduleId);
  return narrow;
}

/** An empty list of values is no SQL; no id and no family is the empty text. */
function orNothing(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : [''];
}

function toRecord(row: RecordRow): ScheduleRecord {
  const { eligibility_start_at: startAt, eligibility_scope: scope, eligibility_principal_id: principalId } = row;
  const schedule = toSchedule(row);
  const id = schedule.linkedEligibilityId;
  const isLinked = id !== null && startAt !== null && scope !== null && principalId !== null;
  return {
    schedule,
    updatedAt: Temporal.Instant.fromEpochMilliseconds(row.updated_at),
    family: row.role_family as RoleFamily,
    eligibility: isLinked
      ? { id, startAt: Temporal.Instant.fromEpochMilliseconds(startAt), scope: scope as Scope, principalId }
      : null,
  };
}

/** A page of the unfinished schedules that meet all of the criteria, the newest first. */
export async function schedules(
  reader: Reader,
  criteria: ScheduleCriteria,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
): Promise<Page<ScheduleRecord>> {
  const rows = await reader.query((db) => {
    const query = narrowed(selectRecords(db, now), db, criteria, now)
      .orderBy('schedule.created_at', 'desc')
      .orderBy('schedule.id', 'desc')
      .limit(limit + 1);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('schedule.created_at', '<', after.atMs),
        where.and([where('schedule.created_at', '=', after.atMs), where('schedule.id', '<', after.id)]),
      ]),
    );
  });
  return toPage(rows, limit, (row) => ({ atMs: row.created_at, id: row.id }), rows.map(toRecord));
}

/** One unfinished schedule, whoever asks. */
export async function scheduleRecord(
  reader: Reader,
  kind: ScheduleKind,
  id: string,
  now: Temporal.Instant,
): Promise<ScheduleRecord | null> {
  const [row] = await reader.query((db) =>
    selectRecords(db, now).where('schedule.kind', '=', kind).where('schedule.id', '=', id),
  );
  return row === undefined ? null : toRecord(row);
}

/** One unfinished schedule, if the viewer may see it: theirs, their group's, or at a scope where they read. */
export async function visibleSchedule(
  reader: Reader,
  viewer: Viewer,
  kind: ScheduleKind,
  id: string,
  now: Temporal.Instant,
): Promise<ScheduleRecord | null> {
  const record = await scheduleRecord(reader, kind, id, now);
  if (record === null) return null;
  const { principal, groupIds } = viewer.facts;
  const { principalId, scope } = record.schedule;
  if (principalId === principal.id || groupIds.has(principalId)) return record;
  const chain = await scopeChainOf(reader, scope);
  return readsAssignments(viewer, record.family, chain) ? record : null;
}

/** Id and start of the live schedules at a scope and below it, in batches, to find one by what follows from both. */
export async function* liveScheduleStarts(reader: Reader, kind: ScheduleKind, at: Scope, now: Temporal.Instant) {
  const criteria: ScheduleCriteria = {
    kind,
    isLive: true,
    states: null,
    reach: { at, above: [], below: true },
    hidden: [],
    families: null,
    principalIds: null,
    roleDefinitionId: null,
    scheduleId: null,
  };
  for (let after = ''; ; ) {
    const rows = await reader.query((db) =>
      narrowed(selectRecords(db, now), db, criteria, now)
        .clearSelect()
        .select(['schedule.id', 'schedule.start_at'])
        .where('schedule.id', '>', after)
        .orderBy('schedule.id')
        .limit(BATCH),
    );
    yield* rows.map(({ id, start_at: startAt }) => ({ id, startAt: Temporal.Instant.fromEpochMilliseconds(startAt) }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.id;
  }
}

const BATCH = 1000;
