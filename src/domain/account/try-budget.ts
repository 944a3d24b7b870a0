/** Tries that did not succeed, of an account, of a source, or of both. */
export interface TryBudget {
  readonly failures: number;
  /** Milliseconds since the epoch. */
  readonly lastFailureAt: number;
}

/** How many tries are free, and how long the pause grows after them. */
export interface TryRule {
  readonly free: number;
  readonly longestPauseMs: number;
}

/** So long after the last failure all is forgotten. */
export const FORGOTTEN_AFTER_MS = 3_600_000;
const FIRST_PAUSE_MS = 1000;

/** Milliseconds until the next try is taken; 0: now. Each failure beyond the free ones doubles the pause. */
export function pauseBefore(budget: TryBudget | null, rule: TryRule, now: number): number {
  if (budget === null || isForgotten(budget, now) || budget.failures < rule.free) return 0;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (budget.failures - rule.free), rule.longestPauseMs);
  return Math.max(0, budget.lastFailureAt + pause - now);
}

/** The budget after one more try; it counts as failed until it is known to have succeeded. */
export function afterTry(budget: TryBudget | null, now: number): TryBudget {
  const before = budget === null || isForgotten(budget, now) ? 0 : budget.failures;
  return { failures: before + 1, lastFailureAt: now };
}

function isForgotten({ lastFailureAt }: TryBudget, now: number): boolean {
  return now - lastFailureAt >= FORGOTTEN_AFTER_MS;
}
