import type { Reader } from '../ledger/engine.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { type ListReader, type NarrowedList, narrowedPage } from './narrowed-page.ts';
import type { Page, PageRequest } from './page.ts';
import { allOf, anyOf, fromRequests, type RequestFilter } from './request-rows.ts';
import { checkedInOrder, isOlderThan } from './time-order.ts';

/** The ids of a page of requests, newest first. */
export function requestPage(
  reader: Reader,
  list: NarrowedList<RequestFilter>,
  page: PageRequest,
): Promise<Page<string>> {
  return narrowedPage(listReader(reader), list, page);
}

function listReader(reader: Reader): ListReader<RequestFilter> {
  const select = (db: QueryBuilder) => fromRequests(db).select(['request.id', 'request.created_at']);
  return {
    some: (filter, limit) =>
      reader.query((db) =>
        db
          .selectFrom('schedule_request as request')
          .select(['request.id', 'request.created_at'])
          .where((where) => filter(where as never, db))
          .limit(limit),
      ),
    among: (ids, filter) =>
      reader.query((db) =>
        select(db)
          .where('request.id', 'in', ids)
          .where((where) => checkedInOrder(filter(where, db))),
      ),
    newest: (filter, wide, after, limit) =>
      reader.query((db) =>
        select(db)
          .where((where) => checkedInOrder((wide.length > 0 ? allOf(filter, anyOf(wide)) : filter)(where, db)))
          .where(isOlderThan('request.created_at', 'request.id', after))
          .orderBy('request.created_at', 'desc')
          .orderBy('request.id', 'desc')
          .limit(limit),
      ),
  };
}
