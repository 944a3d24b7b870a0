import type { ScheduleKind } from '../schedule.ts';
import type { Scope } from '../scope.ts';

/** The time that a digest is about, `[sinceAt, untilAt)`; the one before, for comparison, begins at `beforeAt`. */
export interface DigestPeriod {
  readonly cadence: 'daily' | 'weekly';
  /** The day on which it is due, where its reader is: there is one for a day at most. */
  readonly date: string;
  readonly beforeAt: Temporal.Instant;
  readonly sinceAt: Temporal.Instant;
  readonly untilAt: Temporal.Instant;
}

/** How often something happened in the period, and in the one before. */
export interface Trend {
  readonly count: number;
  readonly before: number;
}

/** An assignment worth a look. */
export interface DigestItem {
  readonly scheduleId: string;
  readonly kind: ScheduleKind;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly scope: Scope;
  readonly endAt: Temporal.Instant | null;
}

/** How many there are, and the first few of them. */
export interface Finding {
  readonly count: number;
  readonly first: readonly DigestItem[];
}

/** What an administrator is told of the scopes that they administer. */
export interface DigestFigures {
  /** Requests that wait for a decision now. */
  readonly pending: number;
  readonly approved: Trend;
  readonly denied: Trend;
  /** Nobody decided them in time. */
  readonly expired: Trend;
  readonly activations: Trend;
  /** Active without an end. */
  readonly permanent: Finding;
  /** Eligible for long, and never activated in that time. */
  readonly unused: Finding;
  readonly endingSoon: Finding;
}

/** An eligibility that was not activated for so long is one without activity. */
export const UNUSED_DAYS = 90;
export const ENDING_SOON_DAYS = 14;
/** Of each finding so many are named. */
export const MOST_NAMED = 5;

/** Whether anything happened, waits or comes; what stands as it stood is no news by itself. */
export function isWorthTelling({
  pending,
  approved,
  denied,
  expired,
  activations,
  endingSoon,
}: DigestFigures): boolean {
  return pending + endingSoon.count > 0 || [approved, denied, expired, activations].some(({ count }) => count > 0);
}
