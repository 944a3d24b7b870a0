import { setImmediate } from 'node:timers/promises';

/** Lets everybody else have a turn of the event loop. Rejects where it is time to stop. */
export function nextTurn(signal: AbortSignal): Promise<void> {
  return setImmediate(undefined, { signal });
}
