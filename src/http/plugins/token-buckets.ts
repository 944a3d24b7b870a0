const MINUTE_MS = 60_000;
/** What rounding may add up to, in milliseconds. */
const ROUNDING_MS = 0.01;

export interface TokenBuckets {
  /** Takes one token of the key's bucket: 0 where there was one, otherwise the milliseconds until there is. */
  take(key: string, nowMs: number): number;
  /** How many buckets are remembered. */
  size(): number;
}

/**
 * One bucket of tokens for each key: it holds those of a minute, and fills evenly. A bucket that was not touched for long
 * is full and needs no memory; where more than `most` are in use, the one used least recently is forgotten.
 */
export function tokenBuckets(perMinute: number, most = 20_000): TokenBuckets {
  const costMs = MINUTE_MS / perMinute;
  /** When each bucket will be full again. */
  const fullAt = new Map<string, number>();
  return {
    take(key, nowMs) {
      const known = fullAt.get(key) ?? 0;
      const from = Math.min(Math.max(known, nowMs), nowMs + MINUTE_MS);
      const waitMs = from + costMs - nowMs - MINUTE_MS;
      if (waitMs > ROUNDING_MS) {
        // a clock that was set back keeps nobody waiting for longer than a minute
        if (from < known) fullAt.set(key, from);
        return waitMs;
      }
      fullAt.delete(key);
      fullAt.set(key, from + costMs);
      if (fullAt.size > most) fullAt.delete(fullAt.keys().next().value as string);
      return 0;
    },
    size: () => fullAt.size,
  };
}
