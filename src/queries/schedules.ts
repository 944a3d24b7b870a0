import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { type HiddenScope, isHidden } from '../domain/access/hidden-scopes.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Schedule, ScheduleKind } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import { familiesAt } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { toSchedule } from '../ledger/facts/schedule-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { Schema } from '../ledger/schema.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { readsAssignments } from './assignment-sight.ts';
import { isNotHidden } from './hidden-scopes.ts';
import type { Naming } from './names-of.ts';
import { type ListReader, narrowedPage } from './narrowed-page.ts';
import type { Page, PageRequest } from './page.ts';
import { readsSomewhereIn } from './reads-somewhere-in.ts';
import { isInReach, pathParts, pathsOver, type ScopeReach } from './scope-reach.ts';
import { checkedInOrder, isOlderThan } from './time-order.ts';
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
  /** Whose schedules are shown all the same. */
  readonly ownIds: readonly string[];
  readonly families: readonly RoleFamily[] | null;
  /** Any of these. */
  readonly principalIds: readonly string[] | null;
  readonly roleDefinitionId: string | null;
  readonly scheduleId: string | null;
  /** What else every one of them meets; left out: nothing. */
  readonly further?: ScheduleCondition;
}

/** A condition on a row of the table `schedule`. */
export type ScheduleCondition = (db: QueryBuilder) => Expression<SqlBool>;

function selectRecords(db: QueryBuilder, ids: readonly string[]) {
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
    .where('schedule.id', 'in', ids)
    .orderBy('schedule.created_at', 'desc')
    .orderBy('schedule.id', 'desc');
}

type RecordRow = ReturnType<typeof selectRecords> extends { execute(): Promise<(infer Row)[]> } ? Row : never;

type ScheduleFilter = (where: ExpressionBuilder<Schema, 'schedule'>, db: QueryBuilder) => Expression<SqlBool>;

/** What every schedule of the list meets. */
function matching(criteria: ScheduleCriteria, now: Temporal.Instant): ScheduleFilter {
  const { kind, isLive, states, reach, hidden, ownIds, families, principalIds, roleDefinitionId, scheduleId } =
    criteria;
  const { further } = criteria;
  const nowMs = now.epochMilliseconds;
  const isStarted = isLive || states?.includes('planned') === false;
  return (where, db) =>
    where.and([
      where('schedule.kind', '=', kind),
      where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', nowMs)]),
      isInReach(db, 'schedule.scope', reach),
      ...(hidden.length === 0 ? [] : [where.or([isShown(db, hidden), where('schedule.principal_id', 'in', ownIds)])]),
      ...(isStarted ? [where('schedule.start_at', '<=', nowMs)] : []),
      ...(states?.includes('begun') === false ? [where('schedule.start_at', '>', nowMs)] : []),
      ...(families === null ? [] : [isOfFamily(where, families)]),
      ...(principalIds === null ? [] : [where('schedule.principal_id', 'in', orNothing(principalIds))]),
      ...(roleDefinitionId === null ? [] : [where('schedule.role_definition_id', '=', roleDefinitionId)]),
      ...(scheduleId === null ? [] : [where('schedule.id', '=', scheduleId)]),
      ...(further === undefined ? [] : [further(db)]),
    ]);
}

/** Like `isNotHidden`, for a table without the role. */
function isShown(db: QueryBuilder, hidden: readonly HiddenScope[]): Expression<SqlBool> {
  const isNot = isNotHidden(db, { scope: 'schedule.scope', family: 'role.family' }, hidden);
  return sql<boolean>`exists (select 1 from role_definition as role where role.id = schedule.role_definition_id and ${isNot})`;
}

function isOfFamily(where: ExpressionBuilder<Schema, 'schedule'>, families: readonly RoleFamily[]) {
  return where('schedule.role_definition_id', 'in', (roles) =>
    roles.selectFrom('role_definition').select('role_definition.id').where('family', 'in', orNothing(families)),
  );
}

/** What an index finds the schedules of the list by, the best first. */
async function narrowingsOf(reader: Reader, criteria: ScheduleCriteria): Promise<readonly ScheduleFilter[]> {
  const { reach, principalIds, roleDefinitionId, scheduleId } = criteria;
  const narrowings: ScheduleFilter[] = [];
  if (scheduleId !== null) narrowings.push((where) => where('schedule.id', '=', scheduleId));
  if (principalIds !== null) {
    narrowings.push((where) => where('schedule.principal_id', 'in', orNothing(principalIds)));
  }
  const paths = reach.below ? await pathsOver(reader, [reach.at]) : [];
  if (paths !== null) {
    const named = [reach.at, ...reach.above, ...paths];
    const parts = pathParts('schedule.scope', named, paths);
    // the index holds what is open alone, and each part must say so for itself
    narrowings.push((where) =>
      where.or(parts.map((part) => where.and([where('schedule.ended_at', 'is', null), part]))),
    );
  }
  if (roleDefinitionId !== null) {
    narrowings.push((where) =>
      where.and([where('schedule.ended_at', 'is', null), where('schedule.role_definition_id', '=', roleDefinitionId)]),
    );
  }
  return narrowings;
}

/** A schedule of the kind whose end is not on record: what has ended is in no list. */
function isOpen(where: ExpressionBuilder<Schema, 'schedule'>, kind: ScheduleKind): Expression<SqlBool> {
  return where.and([where('schedule.kind', '=', kind), where('schedule.ended_at', 'is', null)]);
}

function listReader(reader: Reader, kind: ScheduleKind): ListReader<ScheduleFilter> {
  const select = (db: QueryBuilder) => db.selectFrom('schedule').select(['schedule.id', 'schedule.created_at']);
  return {
    some: (filter, limit) =>
      reader.query((db) =>
        select(db)
          .where((where) => filter(where, db))
          // what is so common must not be what the index is chosen by
          .where((where) => checkedInOrder(isOpen(where, kind)))
          .limit(limit),
      ),
    among: (ids, filter) =>
      reader.query((db) =>
        select(db)
          .where('schedule.id', 'in', ids)
          .where((where) => checkedInOrder(where.and([isOpen(where, kind), filter(where, db)]))),
      ),
    newest: (filter, anyOf, after, limit) =>
      reader.query((db) =>
        select(db)
          .where((where) => isOpen(where, kind))
          .where((where) => checkedInOrder(filter(where, db)))
          .where((where) => (anyOf.length === 0 ? where.lit(true) : where.or(anyOf.map((each) => each(where, db)))))
          .where(isOlderThan('schedule.created_at', 'schedule.id', after))
          .orderBy('schedule.created_at', 'desc')
          .orderBy('schedule.id', 'desc')
          .limit(limit),
      ),
  };
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
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<ScheduleRecord>> {
  const list = {
    filter: matching(criteria, now),
    narrowings: await narrowingsOf(reader, criteria),
    union: null,
  };
  const { items, next } = await narrowedPage(listReader(reader, criteria.kind), list, page);
  const rows = await reader.query((db) => selectRecords(db, orNothing(items)));
  return { items: rows.map(toRecord), next };
}

/** One unfinished schedule, whoever asks. */
export async function scheduleRecord(
  reader: Reader,
  kind: ScheduleKind,
  id: string,
  now: Temporal.Instant,
): Promise<ScheduleRecord | null> {
  const [row] = await reader.query((db) => selectRecords(db, [id]));
  const isThere = row?.kind === kind && (row.end_at === null || row.end_at > now.epochMilliseconds);
  return isThere ? toRecord(row) : null;
}

/**
 * One unfinished schedule, if the viewer may see it: theirs, their group's, or of a scope where they read, at it, below it
 * or above it, as what is assigned above has effect there.
 */
export async function visibleSchedule(
  reader: Reader,
  viewer: Viewer,
  kind: ScheduleKind,
  id: string,
  now: Temporal.Instant,
): Promise<ScheduleRecord | null> {
  const record = await scheduleRecord(reader, kind, id, now);
  if (record === null) return null;
  return (await seesSchedule(reader, viewer, { ...record.schedule, family: record.family })) ? record : null;
}

/** Whose schedule it is, where, and of what family of roles. */
type Placed = Pick<Schedule, 'principalId' | 'scope'> & { readonly family: RoleFamily };

/** Whether the viewer may see such a schedule, by the rule of `visibleSchedule`. */
export async function seesSchedule(reader: Reader, viewer: Viewer, placed: Placed): Promise<boolean> {
  const { principal, groupIds } = viewer.facts;
  const isOwn = placed.principalId === principal.id || groupIds.has(placed.principalId);
  return isOwn || readsOver(reader, viewer, placed);
}

async function readsOver(reader: Reader, viewer: Viewer, { family, scope }: Placed): Promise<boolean> {
  const chain = await scopeChainOf(reader, scope);
  if (readsAssignments(viewer, family, chain)) return true;
  if (family === 'resource' && isHidden(viewer.hiddenAt, chain)) return false;
  for (const readAt of viewer.readsAt[family]) {
    const below = await scopeChainOf(reader, readAt);
    if (!familiesAt(readAt).includes(family) || !below.includes(scope)) continue;
    if (family !== 'resource') return true;
    if (await readsSomewhereIn(reader, readAt, (inside) => !isHidden(viewer.hiddenAt, inside))) return true;
  }
  return false;
}
