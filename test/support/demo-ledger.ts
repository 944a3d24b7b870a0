import { randomUUID } from 'node:crypto';
import { type AccessIndex, openAccessIndex } from '../../src/access/access-index.ts';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import type { Caller } from '../../src/commands/caller.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoIds, demoRoles } from '../../src/demo/demo-organisation.ts';
import { weakestAssurance } from '../../src/domain/assurance.ts';
import type { Engine } from '../../src/ledger/engine.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import type { LedgerWatch } from '../../src/ledger/ledger-watch.ts';
import { type StoreContent, testStore } from './stores/test-store.ts';
import { temporaryEngine } from './temporary-engine.ts';
import { type TestClock, testClock } from './test-clock.ts';

export interface DemoLedger {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly accessIndex: AccessIndex;
  readonly clock: TestClock;
}

export interface DemoOptions {
  readonly allRoles?: boolean;
  readonly clock?: TestClock;
  readonly watch?: LedgerWatch;
}

/** Roles that most tests name; all 1,067 only where a test is about them. */
const usedRoles = builtInRoles.filter(({ id }) => (Object.values(demoRoles) as string[]).includes(id));

/** The demo organisation in a ledger of its own, at a clock that stands still. */
export async function demoLedger({
  allRoles = false,
  clock = testClock(),
  watch,
}: DemoOptions = {}): Promise<DemoLedger> {
  const engine = await temporaryEngine({ content: await demoDatabase(allRoles, clock) });
  const ledger = await openLedger({ engine, clock, ...(watch ? { watch } : {}) });
  return { engine, ledger, accessIndex: await openAccessIndex(ledger), clock };
}

const demoDatabases = new Map<string, Promise<StoreContent>>();

/** A database with the demo organisation, made by its commands once for all tests of a process; each test has a copy. */
function demoDatabase(allRoles: boolean, clock: TestClock): Promise<StoreContent> {
  const key = `${allRoles} ${clock()}`;
  const database = demoDatabases.get(key) ?? makeDemoDatabase(allRoles, clock);
  demoDatabases.set(key, database);
  return database;
}

async function makeDemoDatabase(allRoles: boolean, clock: TestClock): Promise<StoreContent> {
  const store = await testStore();
  const ledger = await openLedger({ engine: await store.open(), clock });
  await defineBuiltInRoles(ledger, allRoles ? builtInRoles : usedRoles);
  await createDemoOrganisation(ledger, randomUUID);
  await ledger.close();
  const content = await store.content();
  await store.remove();
  return content;
}

/** A demo person as the giver of a command. */
export function as(name: keyof typeof demoIds, assurance = weakestAssurance): Caller {
  return { principalId: demoIds[name], assurance, correlationId: randomUUID(), origin: 'test' };
}
