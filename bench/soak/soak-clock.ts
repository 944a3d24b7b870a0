/** A clock that runs so many times as fast as the machine's: what takes hours is over in minutes. */
export function soakClock(originMs: number, rate: number): () => Temporal.Instant {
  return () => Temporal.Instant.fromEpochMilliseconds(Math.round(originMs + (Date.now() - originMs) * rate));
}
