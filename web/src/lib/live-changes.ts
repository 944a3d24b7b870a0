import type { QueryClient } from '@tanstack/react-query';

/** Asks again for what is on the page whenever the server says that something changed. */
export function followChanges(client: QueryClient): () => void {
  const source = new EventSource('/api/security/pim/changes');
  let wasOpen = false;
  source.addEventListener('changed', () => client.invalidateQueries());
  source.addEventListener('open', () => {
    // what happened while the connection was gone was not told
    if (wasOpen) client.invalidateQueries();
    wasOpen = true;
  });
  return () => source.close();
}
