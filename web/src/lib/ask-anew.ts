import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query';

/**
 * Asks again for what is on the page; settles when it is answered. What was being asked for the first time is asked once
 * more after its answer, which may be from before the change: a question on its way is not asked a second time.
 */
export async function askAnew(client: QueryClient, filters: InvalidateQueryFilters = {}): Promise<void> {
  const begun = client
    .getQueryCache()
    .findAll(filters)
    .filter(({ state }) => state.data === undefined && state.fetchStatus !== 'idle');
  await client.invalidateQueries(filters);
  if (begun.length > 0) await client.invalidateQueries({ predicate: (query) => begun.includes(query) });
}
