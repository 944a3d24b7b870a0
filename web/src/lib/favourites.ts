import { useSyncExternalStore } from 'react';
import { keepOnDevice, readFromDevice } from './on-device.ts';

const KEY = 'brevet.favourites';
const MOST = 100;

const listeners = new Set<() => void>();
let favourites = read();

/** The ids of eligibilities, which are one person's each. */
function read(): readonly string[] {
  return (
    readFromDevice(KEY, (kept) => (Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : null)) ?? []
  );
}

function toggle(id: string): void {
  favourites = favourites.includes(id) ? favourites.filter((each) => each !== id) : [...favourites, id].slice(-MOST);
  keepOnDevice(KEY, favourites);
  for (const listener of listeners) listener();
}

/** What the person marked on this device to find it first. */
export function useFavourites() {
  const ids = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => favourites,
  );
  return { isFavourite: (id: string) => ids.includes(id), toggle };
}
