import type { Reader } from '../ledger/engine.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import type { RequestFilter } from './request-rows.ts';
import { type RequestView, selectViews, toViews } from './request-view.ts';

/** A page of the requests that the filter leaves, the newest first. */
export async function newestRequests(
  reader: Reader,
  filter: RequestFilter,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
): Promise<Page<RequestView>> {
  const rows = await reader.query((db) => {
    const query = selectViews(db)
      .where((where) => filter(where, db))
      .orderBy('request.created_at', 'desc')
      .orderBy('request.id', 'desc')
      .limit(limit + 1);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('request.created_at', '<', after.atMs),
        where.and([where('request.created_at', '=', after.atMs), where('request.id', '<', after.id)]),
      ]),
    );
  });
  return toPage(rows, limit, (row) => ({ atMs: row.created_at, id: row.id }), await toViews(reader, rows, now));
}
