import { type Expression, type ExpressionBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { QueryBuilder } from '../ledger/statement.ts';

/**
 * Every request with its role and, where it has one, the approval stage that was opened last or what an administrator
 * decides of it.
 */
export function fromRequests(db: QueryBuilder) {
  return db
    .selectFrom('schedule_request as request')
    .innerJoin('role_definition as role', 'role.id', 'request.role_definition_id')
    .leftJoin('approval_stage as stage', (join) =>
      join.onRef('stage.request_id', '=', 'request.id').on('stage.is_current', '=', sql.lit(1)),
    )
    .leftJoin('extension_request as extension', 'extension.request_id', 'request.id');
}

/** What conditions on the rows of a query are built with. */
export type BuilderOf<Query> =
  Query extends SelectQueryBuilder<infer Tables, infer Joined, infer _Row> ? ExpressionBuilder<Tables, Joined> : never;

export type RequestExpressions = BuilderOf<ReturnType<typeof fromRequests>>;

/** A condition on requests, for any query that begins with `fromRequests`. */
export type RequestFilter = (where: RequestExpressions, db: QueryBuilder) => Expression<SqlBool>;

/** All of the filters. */
export function allOf(...filters: readonly RequestFilter[]): RequestFilter {
  return (where, db) => where.and(filters.map((filter) => filter(where, db)));
}

/** When the time to decide a request is over, in milliseconds; null for what nobody has to decide. */
export const deadline = sql<
  number | null
>`coalesce(${sql.ref('stage.expires_at')}, ${sql.ref('extension.expires_at')})`;

/**
 * Whether it waited for a decision at the instant or later, in milliseconds: all is decided before it expires, so that this
 * finds whatever waits, was decided or ran out since.
 */
export function waitedSince(sinceMs: number): RequestFilter {
  return (where) =>
    where('request.id', 'in', (stages) =>
      stages
        .selectFrom('approval_stage')
        .select('request_id')
        .where('expires_at', '>=', sinceMs)
        .unionAll(stages.selectFrom('extension_request').select('request_id').where('expires_at', '>=', sinceMs)),
    );
}

/** Whether the time to decide a request is over; false for what nobody has to decide. */
export function isPastDeadline(now: Temporal.Instant): Expression<SqlBool> {
  const never = sql.lit(Number.MAX_SAFE_INTEGER);
  return sql<boolean>`coalesce(${deadline}, ${never}) <= ${now.epochMilliseconds}`;
}

/** At least one of the filters; where there are none, nothing. */
export function anyOf(filters: readonly RequestFilter[]): RequestFilter {
  return (where, db) => where.or(filters.map((filter) => filter(where, db)));
}

/** None at all. */
export const nothing: RequestFilter = (where) => where.lit(false);
