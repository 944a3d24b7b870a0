import type { Query, QueryClient } from '@tanstack/react-query';
import { askAnew } from './ask-anew.ts';
import { isLost, noteReached } from './connection-state.ts';
import { meQuery } from './queries.ts';

/** A list of which so many pages are on the page is asked for again only where the person does something. */
export const MOST_LIVE_PAGES = 4;
/** What shows sign-ins and refusals: they change nothing else. And whether the person is still signed in. */
const ofRecord: readonly unknown[] = ['audit', 'sessions', 'me'];
const FIRST_WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 60_000;

function isLive({ state }: Query): boolean {
  const { pages } = (state.data ?? {}) as { readonly pages?: readonly unknown[] };
  return pages === undefined || pages.length <= MOST_LIVE_PAGES;
}

function isOfRecord(query: Query): boolean {
  return ofRecord.includes(query.queryKey[0]) && isLive(query);
}

/**
 * Asks again for what is on the page whenever the server says that something changed. Where the stream breaks, a question
 * tells whether the server is gone, the session ended, or nothing happened; then it is begun anew.
 */
export function followChanges(client: QueryClient): () => void {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let waitMs = FIRST_WAIT_MS;
  let missedSome = false;

  function opened() {
    waitMs = FIRST_WAIT_MS;
    // what happened while the connection was gone was not told
    if (missedSome || isLost()) askAnew(client);
    missedSome = false;
    noteReached();
  }

  function broken() {
    missedSome = true;
    client.invalidateQueries({ queryKey: meQuery.queryKey });
    // what the browser begins anew by itself is only waited for
    if (source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(timer);
    timer = window.setTimeout(begin, waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }

  function begin() {
    source?.close();
    source = new EventSource('/api/security/pim/changes');
    source.addEventListener('changed', () => askAnew(client, { predicate: isLive }));
    source.addEventListener('recorded', () => askAnew(client, { predicate: isOfRecord }));
    source.addEventListener('bell', () => client.invalidateQueries({ queryKey: ['bell'] }));
    source.addEventListener('open', opened);
    source.addEventListener('error', broken);
  }

  begin();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
