import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessIndex, openAccessIndex } from '../../src/access/access-index.ts';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoRoles } from '../../src/demo/demo-organisation.ts';
import type { Engine } from '../../src/ledger/engine.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';

export interface LedgerCopy {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly accessIndex: AccessIndex;
  readonly clock: TestClock;
}

export interface LedgerCopies {
  /** Runs the work on a copy of its own. */
  use(work: (copy: LedgerCopy) => Promise<void>): Promise<void>;
  remove(): Promise<void>;
}

/** The demo organisation, made once and copied for each run of a property; `prepare` adds what the property needs. */
export async function ledgerCopies(prepare: (ledger: Ledger) => Promise<unknown>): Promise<LedgerCopies> {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
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
  await ledger.close();

  let copies = 0;
  return {
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
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
