import type { Rate } from './measurement.ts';
import { median } from './median.ts';

/** Does a fixed amount of work and answers how many were done per second. */
export type Round = (round: number) => Promise<number>;

export interface Comparison extends Pick<Rate, 'name' | 'aim'> {
  readonly rounds: number;
  readonly measured: Round;
  readonly baseline: { readonly name: string; readonly measured: Round };
  /** Asked for when the rounds are over. */
  readonly note: () => string;
}

/**
 * Runs baseline and measured in turns, so that what else the machine does meets both; each second time the other way
 * round, since whoever comes second finds what the first left behind. Each warms itself up before.
 */
export async function compareInTurns({ name, aim, rounds, measured, baseline, note }: Comparison): Promise<Rate> {
  const own: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 1) own.push(await measured(round));
    others.push(await baseline.measured(round));
    if (round % 2 === 0) own.push(await measured(round));
  }
  return {
    kind: 'rate',
    name,
    perSecond: median(own),
    rounds: own,
    baseline: { name: baseline.name, perSecond: median(others), rounds: others },
    ratio: median(own.map((each, round) => each / (others[round] ?? Number.NaN))),
    aim,
    note: note(),
  };
}
