/** One line of the report: how fast, against what, and what was hoped for. */
export interface Measurement {
  readonly name: string;
  /** Median of the rounds, per second. */
  readonly perSecond: number;
  readonly rounds: readonly number[];
  /** What the same machine did in the same run, in turns with it. */
  readonly baseline: { readonly name: string; readonly perSecond: number; readonly rounds: readonly number[] };
  /** `perSecond` by the baseline's. */
  readonly ratio: number;
  /** null: printed to be compared, nothing is promised. */
  readonly aim: { readonly of: 'ratio' | 'perSecond'; readonly atLeast: number } | null;
  /** What one must know to judge the number. */
  readonly note: string;
}

/** Whether the aim is reached; null where there is none. */
export function reachesAim({ aim, ratio, perSecond }: Measurement): boolean | null {
  if (aim === null) return null;
  return (aim.of === 'ratio' ? ratio : perSecond) >= aim.atLeast;
}
