import { type Expression, type SqlBool, sql } from 'kysely';
import type { Position } from './page.ts';

/**
 * The condition, to be checked row by row in the order of the page: an index that would find its rows in another order
 * is passed over, so that nothing is collected and sorted.
 */
export function checkedInOrder(condition: Expression<SqlBool>): Expression<SqlBool> {
  return sql<boolean>`case when ${condition} then 1 else 0 end = 1`;
}

/** Whether a row stands behind the position in a list that is sorted by time and id, the newest first. */
export function isOlderThan(time: string, id: string, position: Position | null): Expression<SqlBool> {
  if (position === null) return sql<boolean>`1 = 1`;
  return sql<boolean>`(${sql.ref(time)}, ${sql.ref(id)}) < (${position.atMs}, ${position.id})`;
}
