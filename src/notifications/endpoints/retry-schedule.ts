const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After so many attempts: the schedule that Standard Webhooks recommends, about three days in all. */
const WAITS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/** So many attempts, then a message is a dead letter. */
export const MOST_ATTEMPTS = WAITS_MS.length + 1;

/**
 * How long to wait after so many attempts, in milliseconds, less a random part of up to a fifth, so that what failed together
 * does not come back together. `random` is in [0, 1).
 */
export function endpointRetryMs(attempts: number, random: number): number {
  const wait = WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1] ?? SECOND;
  return Math.round(wait * (1 - random / 5));
}
