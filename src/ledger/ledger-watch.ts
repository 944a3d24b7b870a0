/** A transaction of the ledger that is durable. Times in milliseconds. */
export interface Commit {
  /** How many commands, and followers, shared it. */
  readonly works: number;
  /** How long it waited for its turn among all writers. */
  readonly waitMs: number;
  /** From its turn until it was durable: for so long nobody else could write. */
  readonly heldMs: number;
}

/** Whoever measures. It is told, it decides nothing, and it must not throw. */
export interface LedgerWatch {
  committed?(commit: Commit): void;
}
