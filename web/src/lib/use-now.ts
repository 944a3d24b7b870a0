import { useSyncExternalStore } from 'react';
import { serverNow } from './server-clock.ts';

const listeners = new Set<() => void>();
let now = serverNow();
let timer: number | null = null;

function tick() {
  now = serverNow();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (timer === null) {
    now = serverNow();
    timer = window.setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    window.clearInterval(timer);
    timer = null;
  };
}

/** To the second, as long as nothing ticks: the time of the server may have been learned meanwhile. */
function current(): number {
  if (timer === null) now = serverNow() - (serverNow() % 1000);
  return now;
}

/** Now by the server's clock, in milliseconds, to the second; one timer for everything on the page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current);
}

/** The same to the minute, for what does not change more often. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => current() - (current() % 60_000));
}
