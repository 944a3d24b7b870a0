import { CommitUncertain, DatabaseUnavailable, type Engine, type Writer } from './engine.ts';
import type { Commit } from './ledger-watch.ts';
import { takingTurns } from './taking-turns.ts';

/** More commands than this do not share a transaction, so that none waits for too many others. */
const LARGEST_BATCH = 64;
/** Nor does it go on for longer, in milliseconds: other servers wait for their turn, and what cannot wait is among the next. */
const LONGEST_BATCH_MS = 250;

/** How a work waits. */
export interface Turn<Batch> {
  /** Before all that wait. */
  readonly isUrgent?: boolean;
  /** Reads what the work will surely ask for: those of all that share a transaction go together, before the first of them works. */
  readonly lookAhead?: (batch: Batch) => Promise<unknown>;
}

interface Waiting<Batch> {
  readonly work: (batch: Batch) => Promise<unknown>;
  readonly lookAhead: Turn<Batch>['lookAhead'];
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitOptions<Batch> {
  readonly engine: Engine;
  /** What the commands of one transaction share; made when the transaction has begun. */
  readonly begin: (tx: Writer) => Promise<Batch>;
  /** Called when the transaction is durable, before its commands are answered. */
  readonly committed: (batch: Batch, commit: Commit) => void;
}

export interface GroupCommit<Batch> {
  /** Runs the work in the next transaction; settles when that is durable. */
  submit<Result>(work: (batch: Batch) => Promise<Result>, turn?: Turn<Batch>): Promise<Result>;
  /** Settles when everything submitted until now has settled. */
  idle(): Promise<void>;
}

/**
 * Lets waiting commands share one transaction: one flush to disk for many. When one of them fails unexpectedly, the
 * whole transaction is rolled back and each runs again by itself, so that a failure touches nobody else.
 */
export function groupCommit<Batch>({ engine, begin, committed }: GroupCommitOptions<Batch>): GroupCommit<Batch> {
  const queue: Waiting<Batch>[] = [];
  let draining: Promise<void> | null = null;

  async function runTogether(waiting: readonly Waiting<Batch>[], tx: Writer) {
    const batch = await begin(tx);
    const results: unknown[] = [];
    const endsAt = performance.now() + LONGEST_BATCH_MS;
    await Promise.all(waiting.map(({ lookAhead }) => lookAhead?.(batch)));
    const turn = takingTurns();
    for (const { work } of waiting) {
      await turn();
      results.push(await work(batch));
      if (performance.now() >= endsAt) break;
    }
    return { batch, results };
  }

  async function commit(waiting: readonly Waiting<Batch>[]): Promise<void> {
    let outcome: Awaited<ReturnType<typeof runTogether>>;
    const askedAt = performance.now();
    let begunAt = askedAt;
    try {
      outcome = await engine.write((tx) => {
        begunAt = performance.now();
        return runTogether(waiting, tx);
      });
    } catch (error) {
      // none of them is tried again where the first try may be there, or where there is nothing to try it with
      const isOver = error instanceof CommitUncertain || error instanceof DatabaseUnavailable;
      if (waiting.length === 1 || isOver) {
        for (const { reject } of waiting) reject(error);
        return;
      }
      for (const each of waiting) await commit([each]);
      return;
    }
    const times = { waitMs: begunAt - askedAt, heldMs: performance.now() - begunAt };
    committed(outcome.batch, { works: outcome.results.length, ...times });
    outcome.results.forEach((result, index) => {
      waiting[index]?.resolve(result);
    });
    queue.unshift(...waiting.slice(outcome.results.length));
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      // one turn of the event loop: whoever was just answered can queue the next command
      await new Promise(setImmediate);
      await commit(queue.splice(0, LARGEST_BATCH));
    }
    draining = null;
  }

  return {
    submit<Result>(work: (batch: Batch) => Promise<Result>, { isUrgent = false, lookAhead }: Turn<Batch> = {}) {
      return new Promise<Result>((resolve, reject) => {
        const waiting = { work, lookAhead, resolve: resolve as Waiting<Batch>['resolve'], reject };
        if (isUrgent) queue.unshift(waiting);
        else queue.push(waiting);
        draining ??= drain();
      });
    },
    async idle() {
      while (draining !== null) await draining;
    },
  };
}
