import type { QueryClient } from '@tanstack/react-query';
import { bellQuery } from '../features/bell/bell-queries.ts';
import { approvalsQuery, extensionsQuery, meQuery } from '../lib/queries.ts';

/** Then the page shows what is there, and where the rest will be. */
const MOST_WAIT_MS = 250;

/** Asks for what every page shows around it. */
export function askForFrame(client: QueryClient): void {
  client.prefetchQuery(meQuery);
  client.prefetchQuery(approvalsQuery);
  client.prefetchQuery(extensionsQuery);
  client.prefetchQuery(bellQuery);
}

/**
 * Settles once the code of the first page and all that was asked for are there, so that it is drawn once and whole; or
 * when that takes too long to show nothing.
 */
export async function firstPage(code: Promise<void>, client: QueryClient): Promise<void> {
  const { promise: tooLong, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, MOST_WAIT_MS);
  await Promise.race([code.then(() => untilAnswered(client)), tooLong]);
  clearTimeout(timer);
}

/** Settles once nothing is asked that is not answered or refused. */
function untilAnswered(client: QueryClient): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (client.isFetching() > 0) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = client.getQueryCache().subscribe(look);
    look();
  });
}
