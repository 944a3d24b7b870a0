import { readHead, selectEntriesAfter } from './append-entry.ts';
import type { Reader } from './engine.ts';

/**
 * The sequence of the first entry at or after an instant; one behind the last where there is none. The order of the ledger is that
 * of time.
 */
export async function firstSequenceAt(tx: Reader, at: Temporal.Instant): Promise<number> {
  let low = 1;
  let high = (await readHead(tx)).sequence + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [entry] = await tx.all(selectEntriesAfter, { sequence: middle - 1, limit: 1 });
    if (entry !== undefined && entry.at < at.epochMilliseconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
