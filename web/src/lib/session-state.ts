import { useSyncExternalStore } from 'react';
import { ApiProblem } from './api.ts';

let isEnded = false;
const listeners = new Set<() => void>();

/** Whether an answer says that nobody is signed in; one that wants a stronger sign-in says something else. */
export function isSessionEnd(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'unauthenticated';
}

/** Remembers that the server knows no session of this browser any more. */
export function noteSessionEnded(error: unknown): void {
  if (!isSessionEnd(error) || isEnded) return;
  isEnded = true;
  for (const listener of listeners) listener();
}

/** Whether the person has to sign in to go on. */
export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isEnded,
  );
}
