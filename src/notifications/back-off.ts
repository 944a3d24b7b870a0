/** Milliseconds. */
export const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
/** For so long what is deferred is tried again; then it is a dead letter. */
export const GIVE_UP_AFTER_MS = 72 * 3_600_000;

/**
 * How long to wait after so many attempts, in milliseconds: 30 s, 1 min, 2 min ... 1 h, of which a random part up to the
 * half is left out, so that what failed together does not come back together. `random` is in [0, 1).
 */
export function retryAfterMs(attempts: number, random: number): number {
  const longest = Math.min(FIRST_RETRY_MS * 2 ** (Math.max(attempts, 1) - 1), LONGEST_RETRY_MS);
  return Math.round(longest - (longest / 2) * random);
}
