import { type Dice, textOf } from './random-world.ts';
import type { Condition, Permission, Span } from './world.ts';

const HOUR_MS = 3_600_000;

/** Permissions as they are recorded, with their conditions in words. */
export function permissionsOf(permissions: readonly Permission[]) {
  return permissions.map((each) => ({
    ...each,
    condition: each.condition === null ? null : textOf(each.condition),
    conditionVersion: each.condition === null ? null : '2.0',
  }));
}

export function written(condition: Condition | null) {
  return condition === null ? null : { text: textOf(condition), version: '2.0' };
}

/** From a day ago to two days ahead, for up to two days or without end. */
export function randomSpan({ below, chance }: Dice, now: Temporal.Instant): Span {
  const startMs = now.epochMilliseconds + (below(49) - 24) * HOUR_MS;
  return { startMs, endMs: chance(0.2) ? Number.POSITIVE_INFINITY : startMs + (1 + below(48)) * HOUR_MS };
}
