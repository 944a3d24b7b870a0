import { useSyncExternalStore } from 'react';
import { serverNow } from './server-clock.ts';

let reachedAt = serverNow();
let lostAt: number | null = null;
const listeners = new Set<() => void>();

function become(next: number | null): void {
  if (lostAt === next) return;
  lostAt = next;
  for (const listener of listeners) listener();
}

/** Remembers that the server answered just now. */
export function noteReached(): void {
  reachedAt = serverNow();
  become(null);
}

/** Remembers that the server did not answer; what is on the page may be as old as its last answer. */
export function noteNotReached(): void {
  become(lostAt ?? reachedAt);
}

export function isLost(): boolean {
  return lostAt !== null;
}

/** When the server answered last, in milliseconds of its clock, where it does not answer now; null where it does. */
export function useLostSince(): number | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => lostAt,
  );
}
