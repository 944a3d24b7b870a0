import type { Query, QueryClient } from '@tanstack/react-query';

/** A list of which so many pages are on the page is asked for again only where the person does something. */
const MOST_LIVE_PAGES = 4;

function isLive({ state }: Query): boolean {
  const { pages } = (state.data ?? {}) as { readonly pages?: readonly unknown[] };
  return pages === undefined || pages.length <= MOST_LIVE_PAGES;
}

/** Asks again for what is on the page whenever the server says that something changed. */
export function followChanges(client: QueryClient): () => void {
  const source = new EventSource('/api/security/pim/changes');
  let wasOpen = false;
  source.addEventListener('changed', () => client.invalidateQueries({ predicate: isLive }));
  source.addEventListener('bell', () => client.invalidateQueries({ queryKey: ['bell'] }));
  source.addEventListener('open', () => {
    // what happened while the connection was gone was not told
    if (wasOpen) client.invalidateQueries();
    wasOpen = true;
  });
  return () => source.close();
}
