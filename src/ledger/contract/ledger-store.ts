import type { Engine } from '../engine.ts';
import type { Migration } from '../migrations/migration.ts';

/** Where an engine keeps its data, for the acceptance suite: it can be opened more than once. */
export interface LedgerStore {
  /** A new engine on the same data, not migrated yet; of a program that knows these steps, or those of this version. */
  open(steps?: readonly Migration[]): Promise<Engine>;
  /** Takes away what protects the ledger from change, as somebody with the database in hand could. */
  breakSeal(): Promise<void>;
  /** Removes the data. Every engine on it is closed. */
  remove(): Promise<void>;
}
