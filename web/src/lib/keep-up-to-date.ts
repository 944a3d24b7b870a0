import { isLost } from './connection-state.ts';

const KEY = 'brevet.reloaded-at';
const ONCE_IN_MS = 60_000;

/**
 * Loads the portal anew where a part of it is gone, as after an upgrade of the server; what was typed stays. A worker
 * answers for the server while it is away, and keeps nothing but that page.
 */
export function keepUpToDate(): void {
  addEventListener('vite:preloadError', (event) => {
    const before = Number(sessionStorage.getItem(KEY) ?? 0);
    if (isLost() || Date.now() - before < ONCE_IN_MS) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
  });
  // only where pages may have one: over TLS, and on this machine
  if (import.meta.env.PROD) navigator.serviceWorker?.register('/service-worker.js').catch(() => {});
}
