/** A clock that stands still until it is told to move. */
export interface TestClock {
  (): Temporal.Instant;
  set(instant: string | Temporal.Instant): void;
  advance(duration: string): void;
  /** From now on every look at it moves it by a millisecond. */
  tick(): void;
}

/** Starts at a Tuesday morning in 2026. */
export function testClock(start = '2026-11-24T08:00:00Z'): TestClock {
  let now = Temporal.Instant.from(start);
  let isTicking = false;
  const look = () => {
    if (isTicking) now = now.add({ milliseconds: 1 });
    return now;
  };
  return Object.assign(look, {
    set(instant: string | Temporal.Instant) {
      now = Temporal.Instant.from(instant);
    },
    advance(duration: string) {
      now = now.add(duration);
    },
    tick() {
      isTicking = true;
    },
  });
}
