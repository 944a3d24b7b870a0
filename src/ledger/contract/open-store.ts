import { onTestFinished } from 'vitest';
import type { Engine } from '../engine.ts';
import { type Ledger, openLedger } from '../ledger.ts';
import type { LedgerStore } from './ledger-store.ts';

export interface OpenedStore {
  readonly store: LedgerStore;
  readonly engine: Engine;
  readonly ledger: Ledger;
}

/** A new, empty, migrated store for one test; it is gone when the test is over. */
export type OpenStore = () => Promise<OpenedStore>;

export function openStore(makeStore: () => Promise<LedgerStore>): OpenStore {
  return async () => {
    const store = await makeStore();
    const engine = await store.open();
    await engine.migrate();
    let isClosed = false;
    const closing: Engine = {
      ...engine,
      async close() {
        if (!isClosed) await engine.close();
        isClosed = true;
      },
    };
    onTestFinished(async () => {
      await closing.close();
      await store.remove();
    });
    const clock = () => Temporal.Instant.from('2026-11-24T08:00:00Z');
    return { store, engine: closing, ledger: await openLedger({ engine: closing, clock }) };
  };
}
