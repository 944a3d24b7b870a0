import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AccessIndex, openAccessIndex } from '../../src/access/access-index.ts';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoRoles } from '../../src/demo/demo-organisation.ts';
import { rowsOf } from '../../src/ledger/contract/rows-of.ts';
import type { Engine } from '../../src/ledger/engine.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { projectEvent } from '../../src/ledger/projections/project-event.ts';
import { scratchPlace } from '../support/scratch-place.ts';
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
  const folder = await mkdtemp(join(scratchPlace, 'brevet-test-'));
  const template = join(folder, 'template.sqlite');
  const open = async (path: string, clock: TestClock) => {
    const engine = sqliteEngine({ path });
    await engine.migrate();
    return { engine, ledger: await openLedger({ engine, clock }) };
  };
  const { ledger } = await open(template, testClock());
  const usedRoles = builtInRoles.filter(({ id }) => (Object.values(demoRoles) as string[]).includes(id));
  await defineBuiltInRoles(ledger, usedRoles);
  await createDemoOrganisation(ledger, randomUUID);
  await prepare(ledger);
  const copiedUpTo = ledger.lastSequence();
  await ledger.close();

  const scratch = sqliteEngine({ path: join(folder, 'scratch.sqlite') });
  await copyFile(template, join(folder, 'scratch.sqlite'));
  await scratch.migrate();

  let copies = 0;
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
      copies += 1;
      const path = join(folder, `copy-${copies}.sqlite`);
      await copyFile(template, path);
      const clock = testClock();
      const copy = await open(path, clock);
      try {
        await work({ ...copy, clock, accessIndex: await openAccessIndex(copy.ledger) });
      } finally {
        await copy.ledger.close();
        await rm(path);
      }
    },
    async remove() {
      await scratch.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
