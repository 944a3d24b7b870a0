import type { Sealer } from '../sealer.ts';

const CONTEXT = 'sign-out hint';
const GOOD_FOR_MS = 60_000;

/** Says to the embedded provider that the person has just signed out of the portal. */
export function signOutHint(sealer: Sealer, now: Temporal.Instant): string {
  return sealer.seal(String(now.epochMilliseconds), CONTEXT);
}

/** Whether it was made here within the last minute. */
export function isSignOutHint(sealer: Sealer, hint: string, now: Temporal.Instant): boolean {
  try {
    const age = now.epochMilliseconds - Number(sealer.open(hint, CONTEXT));
    return age >= 0 && age < GOOD_FOR_MS;
  } catch {
    return false;
  }
}
