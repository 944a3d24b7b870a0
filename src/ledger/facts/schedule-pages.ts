import { sql } from 'kysely';
import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

/** So many at once need little memory, and leave other work its turn. */
const PAGE = 10_000;

const selectPage = statement((db, p: { createdAt: number; id: string; limit: number }) =>
  db
    .selectFrom('schedule')
    .select(['id', 'principal_id', 'role_definition_id', 'scope', 'start_at', 'end_at', 'condition', 'created_at'])
    .where('kind', '=', 'active')
    .where('ended_at', 'is', null)
    .where(sql<boolean>`(created_at, id) > (${p.createdAt}, ${p.id})`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(p.limit),
);

/** All active schedules that have not been ended, in the order in which they were made; what is made meanwhile may be missing. */
export async function* activeSchedulesInPages(reader: Reader, limit = PAGE) {
  let after = { createdAt: Number.MIN_SAFE_INTEGER, id: '' };
  for (;;) {
    const page = await reader.all(selectPage, { ...after, limit });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    after = { createdAt: last.created_at, id: last.id };
  }
}
