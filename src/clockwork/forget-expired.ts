import type { Ledger } from '../ledger/ledger.ts';
import { expiringRows } from '../ledger/vault/expired-rows.ts';
import { forgetInPortions } from './forget-in-portions.ts';

const EVERY_MS = 60_000;

/**
 * Deletes sessions, sign-ins under way, proofs, tokens and named calls that have run out, once a minute and after each start. Rejects
 * where it is time to stop.
 */
export function forgetExpired(
  ledger: Pick<Ledger, 'read' | 'writeFollower'>,
  clock: () => Temporal.Instant,
): (signal: AbortSignal) => Promise<void> {
  let lookedIn: number | null = null;
  return async (signal) => {
    const nowMs = clock().epochMilliseconds;
    const minute = Math.floor(nowMs / EVERY_MS);
    if (minute === lookedIn) return;
    for (const { find } of expiringRows) {
      await forgetInPortions(ledger, signal, (reader, limit) => find(reader, nowMs, limit));
    }
    lookedIn = minute;
  };
}
