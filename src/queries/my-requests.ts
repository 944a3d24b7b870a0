import type { Reader } from '../ledger/engine.ts';
import { newestRequests } from './newest-requests.ts';
import type { Page, PageRequest } from './page.ts';
import { byRequestor } from './request-narrowings.ts';
import type { RequestView } from './request-view.ts';
import { viewerOf } from './viewer.ts';

/** What the person asked for, the newest first. Refuses an unknown or disabled person. */
export async function myRequests(
  reader: Reader,
  principalId: string,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<RequestView>> {
  await viewerOf(reader, principalId, now);
  const filter = byRequestor(principalId);
  return newestRequests(reader, { filter, narrowings: [filter], union: [filter] }, page, now);
}
