import { openAccessIndex } from '../../src/access/access-index.ts';
import { clockwork } from '../../src/clockwork/clockwork.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { at } from '../fixture/scope-tree.ts';
import { median } from '../median.ts';
import type { Ending } from './ending-organisation.ts';

/** As the server looks. */
const LOOKS_EVERY_MS = 1000;
const QUESTIONS_AT_ONCE = 100;
const PAUSE_MS = 10;

export interface EndsWatch {
  readonly ledger: Ledger;
  /** By which the clockwork writes. */
  readonly ofDuties: Ledger;
  readonly clock: () => Temporal.Instant;
  readonly endings: readonly Ending[];
  /** Called when everything is ready; sets the clock a little before the ends. */
  readonly begin: () => void;
}

export interface SeenEnds {
  /** Questions at the first millisecond in which an activation is over, with no timer running. */
  readonly atTheEnd: number;
  /** Questions at some moment after that, by the clock. */
  readonly askedAfter: number;
  /** How many of all these were permitted. */
  readonly late: number;
  /** How many were denied in the last millisecond, with no timer running. */
  readonly early: number;
  readonly longestMs: number;
  readonly medianMs: number;
}

/** Asks about every activation around its end, and goes on asking while the clockwork records the ends. */
export async function watchEnds({ ledger, ofDuties, clock, endings, begin }: EndsWatch): Promise<SeenEnds> {
  const index = await openAccessIndex(ledger);
  const isAllowed = (ending: Ending, atMs: number) => index.decideAtMs(ending, atMs).allowed;
  const early = endings.filter((each) => !isAllowed(each, each.endMs - 1)).length;
  let late = endings.filter((each) => isAllowed(each, each.endMs)).length;
  const lateMs: number[] = [];
  const failed = Promise.withResolvers<never>();
  const due = clockwork({
    ledger: ofDuties,
    clock,
    everyMs: LOOKS_EVERY_MS,
    onError: failed.reject,
    onRecorded: (what, ms) => {
      if (what === 'end') lateMs.push(ms);
    },
  });
  begin();
  due.start();
  let askedAfter = 0;
  let asked = 0;
  const watch = async () => {
    while (lateMs.length < endings.length) {
      const nowMs = clock().epochMilliseconds;
      for (let n = 0; n < QUESTIONS_AT_ONCE; n += 1) {
        asked += 1;
        const ending = at(endings, asked * 7919);
        if (nowMs < ending.endMs) continue;
        askedAfter += 1;
        if (isAllowed(ending, nowMs)) late += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  await Promise.race([watch(), failed.promise]).finally(due.stop);
  return {
    atTheEnd: endings.length,
    askedAfter,
    late,
    early,
    longestMs: Math.max(...lateMs),
    medianMs: median(lateMs),
  };
}
