import { inject } from 'vitest';
import type { Engine } from '../../../src/ledger/engine.ts';
import { makePostgresStore } from '../postgres/make-postgres-store.ts';
import { makeSqliteStore } from './make-sqlite-store.ts';

/** What a store holds, in the words of its make. */
export type StoreContent = string | Uint8Array;

/** Where one test keeps its ledger. */
export interface TestStore {
  /** A migrated engine on it; more than one can be open. */
  open(): Promise<Engine>;
  /** For another store to begin with. No engine on it is open. */
  content(): Promise<StoreContent>;
  /** Every engine on it is closed. */
  remove(): Promise<void>;
}

/** A store on the engine that this run of the tests is about; empty, or with what another one held. */
export function testStore(content?: StoreContent): Promise<TestStore> {
  return inject('postgres') === undefined ? makeSqliteStore(content) : makePostgresStore(content);
}
