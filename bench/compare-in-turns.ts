import type { Measurement } from './measurement.ts';

/** Does a fixed amount of work and answers how many were done per second. */
export type Round = (round: number) => Promise<number>;

export interface Comparison extends Pick<Measurement, 'name' | 'aim'> {
  readonly rounds: number;
  readonly measured: Round;
  readonly baseline: { readonly name: string; readonly measured: Round };
  /** Asked for when the rounds are over. */
  readonly note: () => string;
}

/** The middle value; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** Runs baseline and measured in turns, so that what else the machine does meets both. Each warms itself up before. */
export async function compareInTurns({
  name,
  aim,
  rounds,
  measured,
  baseline,
  note,
}: Comparison): Promise<Measurement> {
  const own: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < rounds; round++) {
    others.push(await baseline.measured(round));
    own.push(await measured(round));
  }
  const perSecond = median(own);
  const baselinePerSecond = median(others);
  return {
    name,
    perSecond,
    rounds: own,
    baseline: { name: baseline.name, perSecond: baselinePerSecond, rounds: others },
    ratio: perSecond / baselinePerSecond,
    aim,
    note: note(),
  };
}
