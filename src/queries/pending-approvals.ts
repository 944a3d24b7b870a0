import type { Reader } from '../ledger/engine.ts';
import { undecidedFor } from './decidable-requests.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { allOf, type RequestFilter } from './request-rows.ts';
import { type RequestView, selectViews, toViews } from './request-view.ts';
import { checkedInOrder } from './time-order.ts';
import { viewerOf } from './viewer.ts';

/** What the person may decide at `now`, the one that expires next first. */
export async function pendingApprovals(
  reader: Reader,
  principalId: string,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
): Promise<Page<RequestView>> {
  const viewer = await viewerOf(reader, principalId, now);
  const isInWindow: RequestFilter = (where) => where('stage.expires_at', '>', now.epochMilliseconds);
  const { filter: isDecidable, narrowing } = await undecidedFor(reader, viewer, now);
  const rows = await reader.query((db) => {
    const query = selectViews(db)
      .where((where) => where.and([narrowing(where, db), checkedInOrder(allOf(isInWindow, isDecidable)(where, db))]))
      .orderBy('stage.expires_at')
      .orderBy('request.id')
      .limit(limit + 1);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('stage.expires_at', '>', after.atMs),
        where.and([where('stage.expires_at', '=', after.atMs), where('request.id', '>', after.id)]),
      ]),
    );
  });
  return toPage(rows, limit, (row) => ({ atMs: row.expires_at ?? 0, id: row.id }), await toViews(reader, rows, now));
}
