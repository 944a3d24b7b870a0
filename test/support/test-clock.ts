/** A clock that stands still until it is told to move. */
export interface TestClock {
  (): Temporal.Instant;
  set(instant: string | Temporal.Instant): void;
  advance(duration: string): void;
}

/** Starts at a Tuesday morning in 2026. */
export function testClock(start = '2026-11-24T08:00:00Z'): TestClock {
  let now = Temporal.Instant.from(start);
  return Object.assign(() => now, {
    set(instant: string | Temporal.Instant) {
      now = Temporal.Instant.from(instant);
    },
    advance(duration: string) {
      now = now.add(duration);
    },
  });
}
