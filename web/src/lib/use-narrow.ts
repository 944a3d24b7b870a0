import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 860px)');

/** Whether there is too little room for columns. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}
