/** The machine's time, in whole milliseconds as everything is kept. Whoever asks within the same one gets the same instant. */
export function systemClock(): () => Temporal.Instant {
  let now = Temporal.Now.instant().round('millisecond');
  return () => {
    const nowMs = Date.now();
    // to make an instant costs more than to decide by it
    if (nowMs !== now.epochMilliseconds) now = Temporal.Instant.fromEpochMilliseconds(nowMs);
    return now;
  };
}
