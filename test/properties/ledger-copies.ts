import { randomUUID } from 'node:crypto';
import { type AccessIndex, openAccessIndex } from '../../src/access/access-index.ts';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoRoles } from '../../src/demo/demo-organisation.ts';
import { rowsOf } from '../../src/ledger/contract/rows-of.ts';
import type { Engine } from '../../src/ledger/engine.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { projectEvent } from '../../src/ledger/projections/project-event.ts';
import { testStore } from '../support/stores/test-store.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';

export interface LedgerCopy {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly accessIndex: AccessIndex;
  readonly clock: TestClock;
}

type Rows = Awaited<ReturnType<typeof rowsOf>>;

export interface LedgerCopies {
  /** Runs the work on a copy of its own. */
  use(work: (copy: LedgerCopy) => Promise<void>): Promise<void>;
  /** The tables that a replay gives of what happened to a copy since it was made; what came before is replayed once. */
  replayed(copy: LedgerCopy): Promise<Rows>;
  remove(): Promise<void>;
}

/** The demo organisation, made once and copied for each run of a property; `prepare` adds what the property needs. */
export async function ledgerCopies(prepare: (ledger: Ledger) => Promise<unknown>): Promise<LedgerCopies> {
  const template = await testStore();
  const ledger = await openLedger({ engine: await template.open(), clock: testClock() });
  const usedRoles = builtInRoles.filter(({ id }) => (Object.values(demoRoles) as string[]).includes(id));
  await defineBuiltInRoles(ledger, usedRoles);
  await createDemoOrganisation(ledger, randomUUID);
  await prepare(ledger);
  const copiedUpTo = ledger.lastSequence();
  await ledger.close();
  const content = await template.content();
  await template.remove();

  const scratchStore = await testStore(content);
  const scratch = await scratchStore.open();

  return {
    async replayed(copy) {
      const entries = await copy.ledger.entriesAfter(copiedUpTo, 10_000);
      let rows: Rows = new Map();
      const undo = new Error('nothing of the replay stays');
      const replay = scratch.write(async (tx) => {
        for (const { event, at, sequence, hash } of entries) {
          await projectEvent(event, at.epochMilliseconds, tx, sequence, hash);
        }
        rows = await rowsOf({ ...scratch, read: (work) => work(tx) });
        throw undo;
      });
      await replay.catch((error: unknown) => {
        if (error !== undo) throw error;
      });
      return rows;
    },
    async use(work) {
      const store = await testStore(content);
      const engine = await store.open();
      const clock = testClock();
      const ledger = await openLedger({ engine, clock });
      try {
        await work({ engine, ledger, clock, accessIndex: await openAccessIndex(ledger) });
      } finally {
        await ledger.close();
        await store.remove();
      }
    },
    async remove() {
      await scratch.close();
      await scratchStore.remove();
    },
  };
}
