import { type Expression, type SqlBool, sql } from 'kysely';

/** Whether a span covers the instant (milliseconds since the epoch); what was recorded at the instant itself counts. */
export function covers(atMs: number): Expression<SqlBool> {
  return sql<SqlBool>`(since_at <= ${atMs} and (until_at is null or until_at > ${atMs}))`;
}
