import { selectEntriesAfter, toEntry } from './append-entry.ts';
import type { Writer } from './engine.ts';
import type { LedgerEntry } from './entry.ts';
import { cursorOf, moveCursor } from './facts/follower-cursor.ts';
import type { Ledger } from './ledger.ts';
import { takingTurns } from './taking-turns.ts';
import { callOf, type OnTrouble, type Trouble } from './trouble.ts';

export interface FollowerOptions {
  readonly ledger: Pick<Ledger, 'writeFollower' | 'onCommitted' | 'lastSequence' | 'watch'>;
  /** The name of its cursor; never changed after a release. */
  readonly name: string;
  /** Writes the follower's own rows for one entry, in the transaction that moves its cursor past the entry. */
  readonly handle: (entry: LedgerEntry, tx: Writer) => Promise<void>;
  /** Told of each failure; the follower tries again by itself. */
  readonly onError: OnTrouble;
  /** Called when entries were handled, durably. */
  readonly onHandled?: () => void;
  /** Milliseconds to wait after so many failures in a row. */
  readonly retryAfterMs?: (failures: number) => number;
  /** A watch in milliseconds that only goes forward. */
  readonly watch?: () => number;
}

export interface Follower {
  /** Follows from where it stopped, now and whenever something is committed. */
  start(): void;
  /** Handles everything up to the end of the ledger. Rejects when an entry cannot be handled. */
  catchUp(): Promise<void>;
  /** Settles when what is being handled is done; nothing is handled after that. */
  stop(): Promise<void>;
}

/** Entries in one transaction: with three letters each a tenth of a second. */
const AT_ONCE = 50;
/** Nor does it go on for longer, in milliseconds, where there are thousands to be told: commands wait for it. */
const LONGEST_MS = 100;
/** Waiting a little lets many commits share one transaction of the follower. */
const PAUSE_MS = 20;
const LONGEST_RETRY_MS = 60_000;

/** 1, 2, 4 ... seconds, at most a minute. */
function doubling(failures: number): number {
  return Math.min(1000 * 2 ** (failures - 1), LONGEST_RETRY_MS);
}

/**
 * Reads the ledger in order with a cursor of its own. Rows and cursor commit together, so each entry has its effect on
 * the tables once, whatever fails; an entry that cannot be handled holds up this follower and nobody else.
 */
export function follow(options: FollowerOptions): Follower {
  const { ledger, name, handle, onError, onHandled = () => {}, retryAfterMs = doubling } = options;
  const { watch = () => performance.now() } = options;
  /** As far as is known here; what counts is the row. */
  let reached = 0;
  let failures = 0;
  /** Up to here one by one, so that after a failure the cursor comes to stand right before what fails. */
  let singleUpTo = 0;
  let failedAt: Trouble | null = null;
  let state: 'idle' | 'following' | 'stopped' = 'idle';
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<unknown> = Promise.resolve();

  /** One transaction; false: there is nothing left. */
  async function step(): Promise<boolean> {
    if (reached >= ledger.lastSequence()) return false;
    const limit = reached < singleUpTo ? 1 : AT_ONCE;
    failedAt = null;
    try {
      const { from, to } = await ledger.writeFollower((tx) => handleSome(tx, limit));
      reached = Math.max(reached, to);
      failures = 0;
      if (to > from) onHandled();
      return to > from;
    } catch (error) {
      failures += 1;
      throw error;
    }
  }

  async function handleSome(tx: Writer, limit: number): Promise<{ readonly from: number; readonly to: number }> {
    const from = await cursorOf(tx, name);
    const rows = await tx.all(selectEntriesAfter, { sequence: from, limit });
    const endsAt = watch() + LONGEST_MS;
    const turn = takingTurns(watch);
    let to = from;
    try {
      for (const row of rows) {
        await turn();
        await handleOne(toEntry(row), tx);
        to = row.sequence;
        if (watch() >= endsAt) break;
      }
    } catch (error) {
      singleUpTo = Math.max(singleUpTo, rows.at(-1)?.sequence ?? from);
      throw error;
    }
    if (to > from) await moveCursor(tx, name, to);
    return { from, to };
  }

  async function handleOne(entry: LedgerEntry, tx: Writer): Promise<void> {
    const ended = ledger.watch?.following?.(name, entry);
    try {
      await handle(entry, tx);
      ended?.();
    } catch (error) {
      ended?.(error);
      failedAt = { code: 'followerFailed', follower: name, sequence: entry.sequence, ...callOf(entry) };
      throw error;
    }
  }

  async function round(): Promise<void> {
    while (state === 'following' && (await step()));
  }

  function wakeIn(delayMs: number): void {
    if (state !== 'following' || timer !== null) return;
    timer = setTimeout(() => {
      running = round()
        .catch((error: unknown) => onError(error, failedAt ?? { code: 'followerFailed', follower: name }))
        .finally(() => {
          timer = null;
          // what was committed during the round did not wake it
          if (failures > 0) wakeIn(retryAfterMs(failures));
          else if (reached < ledger.lastSequence()) wakeIn(PAUSE_MS);
        });
    }, delayMs);
  }

  ledger.onCommitted(() => wakeIn(PAUSE_MS));

  return {
    start() {
      if (state === 'idle') state = 'following';
      wakeIn(0);
    },
    async catchUp() {
      while (await step());
    },
    async stop() {
      state = 'stopped';
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
