import { setImmediate } from 'node:timers/promises';

/** So long something goes on at most before others have their turn of the event loop, in milliseconds. */
const LONGEST_MS = 20;

/**
 * For what is done one after the other in a transaction: to be called between two of them. On SQLite nothing else would give anybody a
 * turn before the transaction is over: no question would be answered meanwhile. `watch` is one in milliseconds.
 */
export function takingTurns(watch: () => number = () => performance.now()): () => Promise<unknown> | undefined {
  let since = watch();
  return () => {
    if (watch() - since < LONGEST_MS) return undefined;
    return setImmediate().then(() => {
      since = watch();
    });
  };
}
