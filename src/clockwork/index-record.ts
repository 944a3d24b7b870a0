import { BLOCK_SIZE, indexedUpTo, indexNextBlock } from '../ledger/facts/record-blocks.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { nextTurn } from '../queries/next-turn.ts';

/**
 * Notes of each block of the ledger what is named in it, a block in a transaction, so that the record is not read through to
 * find what somebody did. Commands do nothing for it. Rejects where it is time to stop.
 */
export function indexRecord(ledger: Ledger): (signal: AbortSignal) => Promise<void> {
  let reached: number | null = null;
  return async (signal) => {
    reached ??= await ledger.read(indexedUpTo);
    while (ledger.lastSequence() - reached >= BLOCK_SIZE) {
      await nextTurn(signal);
      reached = (await ledger.writeFollower(indexNextBlock)) ?? (await ledger.read(indexedUpTo));
    }
  };
}
