import { notificationEndpoints } from '../ledger/facts/endpoint-facts.ts';
import { type Old, oldBellItems, oldMail, oldPosted } from '../ledger/facts/old-messages.ts';
import { firstSequenceAt } from '../ledger/first-sequence-at.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { forgetInPortions } from './forget-in-portions.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** Days for which the bell shows what it told (BEHAVIOUR §6). */
const BELL_DAYS = 90;
/** Days for which messages that are over are kept unless the operator says otherwise. */
export const USUAL_KEPT_DAYS = 365;

/**
 * Deletes messages that are over (delivered or given up) since so many days, and what the bell shows no more. It looks once an hour
 * and after each start. What waits is never deleted; the record of what happened is not touched. Rejects where it is time to stop.
 */
export function forgetMessages(
  ledger: Ledger,
  clock: () => Temporal.Instant,
  keptDays: number,
): (signal: AbortSignal) => Promise<void> {
  let lookedIn: number | null = null;
  return async (signal) => {
    const now = clock();
    const hour = Math.floor(now.epochMilliseconds / HOUR_MS);
    if (hour === lookedIn) return;
    const at = now.subtract({ hours: keptDays * DAY_HOURS });
    const bellAt = now.subtract({ hours: BELL_DAYS * DAY_HOURS });
    const found = await ledger.read(async (reader) => ({
      sequence: await firstSequenceAt(reader, at),
      bellSequence: await firstSequenceAt(reader, bellAt),
      endpoints: await notificationEndpoints(reader),
    }));
    const old = (limit: number): Old => ({ sequence: found.sequence, at: at.epochMilliseconds, limit });
    await forgetInPortions(ledger, signal, (reader, limit) => oldMail(reader, old(limit)));
    for (const { id } of found.endpoints) {
      await forgetInPortions(ledger, signal, (reader, limit) => oldPosted(reader, id, old(limit)));
    }
    await forgetInPortions(ledger, signal, (reader, limit) =>
      oldBellItems(reader, { sequence: found.bellSequence, limit }),
    );
    lookedIn = hour;
  };
}
