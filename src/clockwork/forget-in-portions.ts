import type { Reader, Writer } from '../ledger/engine.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { nextTurn } from '../queries/next-turn.ts';

/** Deleted in one transaction: commands wait for no more. */
const AT_ONCE = 200;

/** Deletes what is found, a portion in a transaction, until there is no more of it. Rejects where it is time to stop. */
export async function forgetInPortions(
  ledger: Pick<Ledger, 'read' | 'writeFollower'>,
  signal: AbortSignal,
  find: (reader: Reader, limit: number) => Promise<ReadonlyArray<(tx: Writer) => Promise<void>>>,
): Promise<void> {
  for (;;) {
    await nextTurn(signal);
    const found = await ledger.read((reader) => find(reader, AT_ONCE));
    if (found.length > 0) {
      await ledger.writeFollower(async (tx) => {
        for (const forget of found) await forget(tx);
      });
    }
    if (found.length < AT_ONCE) return;
  }
}
