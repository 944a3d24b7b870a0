import { type ComposedDigest, recordDigest } from '../commands/record-digest.ts';
import { isWorthTelling } from '../domain/digest/digest.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { countPeriod } from '../queries/count-period.ts';
import { countStanding } from '../queries/count-standing.ts';
import { digestFigures, hiddenFromReader } from '../queries/digest-figures.ts';
import { type DigestPlaces, digestMap, digestPlaces } from '../queries/digest-places.ts';
import { type DueDigest, dueDigests } from '../queries/due-digests.ts';
import { nextTurn } from '../queries/next-turn.ts';
import { allTried } from './all-tried.ts';

/** It is eight o'clock somewhere at every quarter of an hour, and never between two. */
const EVERY_MS = 15 * 60_000;
/** After a look that failed: to count all anew costs too much to do it with every look at what is due. */
const RETRY_AFTER_MS = 60_000;
/** Put together and recorded before others have their turn. */
const AT_ONCE = 50;

/**
 * Looks for the digests that are due, once in every quarter of an hour and once after each start, and records them. What is
 * told is counted once for all who are due, beside the ledger and not in its transaction: a report is as of the moment when it was
 * made. Rejects where it is time to stop; what is not recorded then is still due.
 */
export function digestLook(
  { read, execute }: Pick<Ledger, 'read' | 'execute'>,
  clock: () => Temporal.Instant,
): (signal: AbortSignal) => Promise<void> {
  let lookedIn: number | null = null;
  let notBeforeMs = 0;

  async function compose(
    { principalId, period, administered }: DueDigest,
    counted: readonly DigestPlaces[],
    now: Temporal.Instant,
  ): Promise<ComposedDigest | null> {
    const hidden = await read((reader) => hiddenFromReader(reader, principalId, now));
    if (hidden === null) return null;
    const figures = digestFigures({ administered }, hidden, counted);
    return { principalId, period, figures: isWorthTelling(figures) ? figures : null };
  }

  async function recordAll(due: readonly DueDigest[], now: Temporal.Instant, signal: AbortSignal): Promise<void> {
    const map = await read(digestMap);
    const standing = digestPlaces(map);
    await countStanding(read, standing, now, signal);
    for (const some of Map.groupBy(
      due,
      ({ period }) => `${period.beforeAt} ${period.sinceAt} ${period.untilAt}`,
    ).values()) {
      const [first] = some;
      if (first === undefined) continue;
      const happened = digestPlaces(map);
      await countPeriod(read, happened, first.period, now, signal);
      for (let from = 0; from < some.length; from += AT_ONCE) {
        await nextTurn(signal);
        const recorded = some.slice(from, from + AT_ONCE).map(async (each) => {
          const digest = await compose(each, [standing, happened], now);
          if (digest !== null) await recordDigest({ execute }, digest);
        });
        await allTried(recorded);
      }
    }
  }

  return async (signal) => {
    const now = clock();
    const quarter = Math.floor(now.epochMilliseconds / EVERY_MS);
    if (quarter === lookedIn || now.epochMilliseconds < notBeforeMs) return;
    notBeforeMs = now.epochMilliseconds + RETRY_AFTER_MS;
    const due = await dueDigests(read, now, signal);
    if (due.length > 0) await recordAll(due, now, signal);
    lookedIn = quarter;
    notBeforeMs = 0;
  };
}
