/** One line of the report. */
export type Measurement = Rate | Quantity;

/** How fast, against what, and what was hoped for. */
export interface Rate {
  readonly kind: 'rate';
  readonly name: string;
  /** Median of the rounds, per second. */
  readonly perSecond: number;
  readonly rounds: readonly number[];
  /** What the same machine did in the same run, in turns with it. */
  readonly baseline: { readonly name: string; readonly perSecond: number; readonly rounds: readonly number[] };
  /** Median of what each round was by the baseline's round beside it. */
  readonly ratio: number;
  /** null: printed to be compared, nothing is promised. */
  readonly aim: { readonly of: 'ratio' | 'perSecond'; readonly atLeast: number } | null;
  /** What one must know to judge the number. */
  readonly note: string;
}

/** How much of something, of which little is good: time, memory, what came late. */
export interface Quantity {
  readonly kind: 'quantity';
  readonly name: string;
  /** As it is printed: `ms`, `s`, `bytes`; empty for a plain number. */
  readonly unit: string;
  /** Median of the rounds. */
  readonly value: number;
  readonly rounds: readonly number[];
  /** null: printed to be known, nothing is promised. */
  readonly aim: { readonly of: 'median' | 'everyRound'; readonly atMost: number } | null;
  readonly note: string;
}

/** Whether the aim is reached; null where there is none. */
export function reachesAim(measurement: Measurement): boolean | null {
  if (measurement.aim === null) return null;
  if (measurement.kind === 'quantity') {
    const { aim, value, rounds } = measurement;
    return (aim.of === 'median' ? value : Math.max(...rounds)) <= aim.atMost;
  }
  const { aim, ratio, perSecond } = measurement;
  return (aim.of === 'ratio' ? ratio : perSecond) >= aim.atLeast;
}
