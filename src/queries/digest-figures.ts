import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { HiddenScope } from '../domain/access/hidden-scopes.ts';
import {
  type DigestFigures,
  ENDING_SOON_DAYS,
  type Finding,
  MOST_NAMED,
  type Trend,
  UNUSED_DAYS,
} from '../domain/digest/digest.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { Reader } from '../ledger/engine.ts';
import { toSchedule } from '../ledger/facts/schedule-facts.ts';
import type { Schema } from '../ledger/schema.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import type { DueDigest } from './due-digests.ts';
import { isNotHidden } from './hidden-scopes.ts';
import { fromRequests, type RequestFilter } from './request-rows.ts';
import { isAtOrBelow } from './scope-reach.ts';
import { hasPublicStatus } from './status-filter.ts';
import { viewerOf } from './viewer.ts';

const DAY_MS = 86_400_000;

/** Whether a row of a role at a scope is one that the reader administers, and none that is hidden from them. */
type IsAdministered = (db: QueryBuilder, scopeColumn: string) => Expression<SqlBool>;

function administeredBy({ administered }: DueDigest, hidden: readonly HiddenScope[]): IsAdministered {
  return (db, scope) => {
    const family = sql.ref('role.family');
    const parts = (Object.keys(administered) as RoleFamily[])
      .filter((each) => administered[each].length > 0)
      .map((each) => sql`(${family} = ${each} and ${isAtOrBelow(db, scope, administered[each])})`);
    if (parts.length === 0) return sql<boolean>`1 = 0`;
    return sql<boolean>`((${sql.join(parts, sql` or `)}) and ${isNotHidden(db, { scope, family: 'role.family' }, hidden)})`;
  };
}

/** Counts what an administrator is told of the period, the one before, and as it stands at `now`. */
export async function digestFigures(reader: Reader, due: DueDigest, now: Temporal.Instant): Promise<DigestFigures> {
  const { hiddenAt } = await viewerOf(reader, due.principalId, now);
  const isAdministered = administeredBy(due, hiddenAt);
  return {
    ...(await requestFigures(reader, due, isAdministered, now)),
    activations: await activationTrend(reader, due, isAdministered),
    ...(await findings(reader, isAdministered, now)),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function spansOf({ period: { beforeAt, sinceAt, untilAt } }: DueDigest): {
  readonly count: Span;
  readonly before: Span;
} {
  const [before, since, until] = [beforeAt, sinceAt, untilAt].map((at) => at.epochMilliseconds) as [
    number,
    number,
    number,
  ];
  return { count: { from: since, to: until }, before: { from: before, to: since } };
}

async function requestFigures(reader: Reader, due: DueDigest, isAdministered: IsAdministered, now: Temporal.Instant) {
  const spans = spansOf(due);
  const isPending = hasPublicStatus('Pending', now);
  const isExpired = hasPublicStatus('Expired', now);
  // all is decided before it expires, and what waits has not expired: this finds all that is counted
  const isRecent: RequestFilter = (where) =>
    where('request.id', 'in', (stages) =>
      stages
        .selectFrom('approval_stage')
        .select('request_id')
        .where('expires_at', '>=', spans.before.from)
        .unionAll(
          stages.selectFrom('extension_request').select('request_id').where('expires_at', '>=', spans.before.from),
        ),
    );
  const decided =
    (result: 'approved' | 'denied', { from, to }: Span): RequestFilter =>
    (where) =>
      where.or(
        (['stage', 'extension'] as const).map((table) =>
          where.and([
            where(`${table}.result`, '=', result),
            where(`${table}.decided_at`, '>=', from),
            where(`${table}.decided_at`, '<', to),
          ]),
        ),
      );
  const ranOut =
    ({ from, to }: Span): RequestFilter =>
    (where, db) => {
      const deadline = sql<number>`coalesce(${sql.ref('stage.expires_at')}, ${sql.ref('extension.expires_at')})`;
      return where.and([isExpired(where, db), where(deadline, '>=', from), where(deadline, '<', to)]);
    };
  const [row] = await reader.query((db) =>
    fromRequests(db)
      .where((where) => where.and([isRecent(where, db), isAdministered(db, 'request.scope')]))
      .select((where) => {
        const count = (filter: RequestFilter) => where.fn.countAll<number>().filterWhere(filter(where, db));
        return [
          count(isPending).as('pending'),
          count(decided('approved', spans.count)).as('approved'),
          count(decided('approved', spans.before)).as('approved_before'),
          count(decided('denied', spans.count)).as('denied'),
          count(decided('denied', spans.before)).as('denied_before'),
          count(ranOut(spans.count)).as('expired'),
          count(ranOut(spans.before)).as('expired_before'),
        ];
      }),
  );
  return {
    pending: Number(row?.pending ?? 0),
    approved: trend(row?.approved, row?.approved_before),
    denied: trend(row?.denied, row?.denied_before),
    expired: trend(row?.expired, row?.expired_before),
  };
}

function trend(count: number | undefined, before: number | undefined): Trend {
  return { count: Number(count ?? 0), before: Number(before ?? 0) };
}

function withRoles(db: QueryBuilder) {
  return db.selectFrom('schedule').innerJoin('role_definition as role', 'role.id', 'schedule.role_definition_id');
}

/** Activations by their start; one that was withdrawn before it began is none. */
async function activationTrend(reader: Reader, due: DueDigest, isAdministered: IsAdministered): Promise<Trend> {
  const { count, before } = spansOf(due);
  const [row] = await reader.query((db) =>
    withRoles(db)
      .where('schedule.assignment_type', '=', 'activated')
      .where('schedule.start_at', '>=', before.from)
      .where('schedule.start_at', '<', count.to)
      .where((where) =>
        where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', where.ref('schedule.start_at'))]),
      )
      .where(isAdministered(db, 'schedule.scope'))
      .select((where) => [
        where.fn.countAll<number>().filterWhere('schedule.start_at', '>=', count.from).as('count'),
        where.fn.countAll<number>().filterWhere('schedule.start_at', '<', count.from).as('before'),
      ]),
  );
  return trend(row?.count, row?.before);
}

type ScheduleFilter = (where: ExpressionBuilder<Schema, 'schedule'>) => Expression<SqlBool>;

/** What stands at `now` among the assignments that are live. */
async function findings(reader: Reader, isAdministered: IsAdministered, now: Temporal.Instant) {
  const nowMs = now.epochMilliseconds;
  const unusedSince = nowMs - UNUSED_DAYS * DAY_MS;

  async function finding(filter: ScheduleFilter): Promise<Finding> {
    const found = (db: QueryBuilder) =>
      withRoles(db)
        .where('schedule.assignment_type', '=', 'assigned')
        .where('schedule.ended_at', 'is', null)
        .where('schedule.start_at', '<=', nowMs)
        .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', nowMs)]))
        .where((where) => filter(where as unknown as Parameters<ScheduleFilter>[0]))
        .where(isAdministered(db, 'schedule.scope'));
    const [counted] = await reader.query((db) => found(db).select((where) => where.fn.countAll<number>().as('count')));
    const count = Number(counted?.count ?? 0);
    if (count === 0) return { count, first: [] };
    const rows = await reader.query((db) =>
      found(db)
        .selectAll('schedule')
        .orderBy('schedule.end_at')
        .orderBy('schedule.created_at')
        .orderBy('schedule.id')
        .limit(MOST_NAMED),
    );
    const first = rows.map(toSchedule).map(({ id: scheduleId, kind, principalId, roleDefinitionId, scope, endAt }) => ({
      scheduleId,
      kind,
      principalId,
      roleDefinitionId,
      scope,
      endAt,
    }));
    return { count, first };
  }

  return {
    permanent: await finding((where) =>
      where.and([where('schedule.kind', '=', 'active'), where('schedule.end_at', 'is', null)]),
    ),
    unused: await finding((where) =>
      where.and([
        where('schedule.kind', '=', 'eligible'),
        where('schedule.start_at', '<=', unusedSince),
        where.not(
          where.exists(
            where
              .selectFrom('schedule as activation')
              .select('activation.id')
              .whereRef('activation.linked_eligibility_id', '=', 'schedule.id')
              .where('activation.start_at', '>', unusedSince),
          ),
        ),
      ]),
    ),
    endingSoon: await finding((where) => where('schedule.end_at', '<=', nowMs + ENDING_SOON_DAYS * DAY_MS)),
  };
}
