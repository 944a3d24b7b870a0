import { randomUUID } from 'node:crypto';
import { type AccessIndex, openAccessIndex } from '../../src/access/access-index.ts';
import { builtInRoles } from '../../src/built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../../src/commands/establish-organisation.ts';
import { createDemoOrganisation } from '../../src/demo/create-demo-organisation.ts';
import { demoRoles } from '../../src/demo/demo-organisation.ts';
import type { Engine } from '../../src/ledger/engine.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import type { TestStore } from '../support/stores/test-store.ts';
import type { TestClock } from '../support/test-clock.ts';

export interface Replica {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly accessIndex: AccessIndex;
}

/** What one of many servers has of its own, on the database that they share; the first one makes the demo organisation. */
export async function replica(store: Pick<TestStore, 'open'>, clock: TestClock): Promise<Replica> {
  const engine = await store.open();
  const ledger = await openLedger({ engine, clock });
  const used: readonly string[] = Object.values(demoRoles);
  await defineBuiltInRoles(
    ledger,
    builtInRoles.filter(({ id }) => used.includes(id)),
  );
  await createDemoOrganisation(ledger, randomUUID);
  return { engine, ledger, accessIndex: await openAccessIndex(ledger) };
}
