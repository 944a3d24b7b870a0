import type { Reader } from '../ledger/engine.ts';
import type { NarrowedList } from './narrowed-page.ts';
import type { Page, PageRequest } from './page.ts';
import { requestPage } from './request-list.ts';
import type { RequestFilter } from './request-rows.ts';
import { type RequestView, selectViews, toViews } from './request-view.ts';

/** A page of the requests of a list, the newest first. */
export async function newestRequests(
  reader: Reader,
  list: NarrowedList<RequestFilter>,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<RequestView>> {
  const { items, next } = await requestPage(reader, list, page);
  if (items.length === 0) return { items: [], next: null };
  const rows = await reader.query((db) =>
    selectViews(db)
      .where('request.id', 'in', items)
      .orderBy('request.created_at', 'desc')
      .orderBy('request.id', 'desc'),
  );
  return { items: await toViews(reader, rows, now), next };
}
