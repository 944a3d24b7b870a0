import { sql } from 'kysely';
import type { Schedule } from '../../../domain/schedule.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { Reader } from '../../engine.ts';
import type { Schema } from '../../schema.ts';
import { toSchedule } from '../schedule-facts.ts';
import { inParts } from './in-parts.ts';

/**
 * The active schedules that were on record at the instant and not ended, with the terms that they had then. Whether one
 * was running is a question of its interval.
 */
export async function schedulesAt(
  tx: Reader,
  of: { readonly principalIds: Iterable<string> } | { readonly scopes: readonly Scope[] },
  atMs: number,
): Promise<readonly Schedule[]> {
  const column = 'scopes' in of ? 'scope' : 'principal_id';
  const rows = await inParts<string, Schema['schedule']>('scopes' in of ? of.scopes : of.principalIds, async (some) => {
    // two questions, each with an index
    const recorded = (isOver: boolean) =>
      tx.query((db) => {
        const query = db
          .selectFrom('schedule')
          .selectAll()
          .where(column, 'in', some)
          .where('kind', '=', sql.lit('active'))
          .where('created_at', '<=', atMs);
        return isOver ? query.where('ended_at', '>', atMs) : query.where('ended_at', 'is', null);
      });
    return [...(await recorded(false)), ...(await recorded(true))];
  });
  const before = await inParts(
    rows.map(({ id }) => id),
    (some) =>
      tx.query((db) =>
        db
          .selectFrom('schedule_terms_before')
          .selectAll()
          .where('schedule_id', 'in', some)
          .where('until_at', '>', atMs)
          .orderBy('until_sequence', 'desc'),
      ),
  );
  // the last one of each id stays: what took its place first after the instant
  const terms = new Map(before.map((row) => [row.schedule_id, row]));
  return rows.map((row) => {
    const { start_at, end_at, condition, condition_version } = terms.get(row.id) ?? row;
    return toSchedule({ ...row, start_at, end_at, condition, condition_version });
  });
}
