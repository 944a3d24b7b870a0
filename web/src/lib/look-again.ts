import type { Page, SentNotification } from './api-types.ts';
import { MOST_LIVE_PAGES } from './live-changes.ts';
import { serverNow } from './server-clock.ts';

const SOONEST_MS = 3_000;
const LATEST_MS = 3_600_000;

/**
 * How far a message has come is not told live: when to ask again for a list of them, in milliseconds from now; false where
 * none of those on the page is on its way.
 */
export function lookAgainIn(
  pages: readonly Page<Pick<SentNotification, 'state' | 'nextAttemptAt'>>[] | undefined,
): number | false {
  if (pages === undefined || pages.length > MOST_LIVE_PAGES) return false;
  const due = pages
    .flatMap(({ items }) => items)
    .filter(({ state }) => state === 'waiting')
    .map(({ nextAttemptAt }) => (nextAttemptAt === null ? 0 : Date.parse(nextAttemptAt) - serverNow()));
  return due.length === 0 ? false : Math.min(Math.max(Math.min(...due), SOONEST_MS), LATEST_MS);
}
