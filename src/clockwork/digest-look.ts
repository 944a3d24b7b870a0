import { recordDigest } from '../commands/record-digest.ts';
import { isWorthTelling } from '../domain/digest/digest.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { digestFigures } from '../queries/digest-figures.ts';
import { dueDigests } from '../queries/due-digests.ts';

/** It is eight o'clock somewhere at every quarter of an hour, and never between two. */
const EVERY_MS = 15 * 60_000;

/**
 * Looks for the digests that are due, once in every quarter of an hour and once after each start, and records them. They
 * are put together beside the ledger, not in its transaction: a report is as of the moment when it was made.
 */
export function digestLook(ledger: Ledger, clock: () => Temporal.Instant): () => Promise<void> {
  let lookedIn: number | null = null;
  return async () => {
    const now = clock();
    const quarter = Math.floor(now.epochMilliseconds / EVERY_MS);
    if (quarter === lookedIn) return;
    const due = await ledger.read((reader) => dueDigests(reader, now));
    for (const each of due) {
      const { principalId, period } = each;
      const figures = await ledger.read((reader) => digestFigures(reader, each, now));
      await recordDigest(ledger, { principalId, period, figures: isWorthTelling(figures) ? figures : null });
    }
    lookedIn = quarter;
  };
}
