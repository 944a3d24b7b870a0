import type { EntryContext, LedgerEntry } from './entry.ts';

/** A transaction of the ledger that is durable. Times in milliseconds. */
export interface Commit {
  /** How many commands, and followers, shared it. */
  readonly works: number;
  /** How long it waited for its turn among all writers. */
  readonly waitMs: number;
  /** From its turn until it was durable: for so long nobody else could write. */
  readonly heldMs: number;
}

/** Is told how far one command is. Begun and decided more than once where it runs again. */
export interface CommandWatch {
  /** It has its turn in a transaction. */
  begun(): void;
  /** It has done its work, and these entries are to be kept. */
  decided(entries: readonly LedgerEntry[]): void;
  /** Its outcome is durable, or it has failed. */
  settled(error?: unknown): void;
}

/** Whoever measures. It is told, it decides nothing, and it must not throw. */
export interface LedgerWatch {
  committed?(commit: Commit): void;
  /** Somebody hands a command over. */
  submitted?(context: EntryContext): CommandWatch;
  /** A follower begins to handle an entry. Returns what to call when it has ended. */
  following?(follower: string, entry: LedgerEntry): (error?: unknown) => void;
}
