import type { Schedule } from '../domain/schedule.ts';
import { isBefore } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { openExtension } from '../ledger/facts/extension-facts.ts';

/** The request to extend or renew an assignment that waits, by the clock; null where there is none. */
export async function openExtensionOf(
  reader: Reader,
  { id, endAt }: Schedule,
  now: Temporal.Instant,
): Promise<string | null> {
  if (endAt === null) return null;
  const open = await openExtension(reader, id);
  return open !== null && isBefore(now, open.expiresAt) ? open.requestId : null;
}
