import { useSyncExternalStore } from 'react';
import { ApiProblem } from './api.ts';

let isEnded = false;
const listeners = new Set<() => void>();

function become(next: boolean): void {
  if (isEnded === next) return;
  isEnded = next;
  for (const listener of listeners) listener();
}

/** Whether an answer says that nobody is signed in; one that wants a stronger sign-in says something else. */
export function isSessionEnd(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'unauthenticated';
}

/** Remembers that the server knows no session of this browser any more. */
export function noteSessionEnded(error: unknown): void {
  if (isSessionEnd(error)) become(true);
}

/** Remembers that it knows one, as when the person signed in again in another tab. */
export function noteSession(): void {
  become(false);
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
