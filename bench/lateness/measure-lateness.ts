import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../src/ledger/engine.ts';
import { postgresEngine } from '../../src/ledger/engines/postgres.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { fencedBy, holdLease } from '../../src/ledger/lease.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { fillLedger } from '../fixture/organisation-ledger.ts';
import type { Quantity } from '../measurement.ts';
import { endingOrganisation } from './ending-organisation.ts';
import { watchEnds } from './watch-ends.ts';

const BOOKKEEPING_MS = 10_000;
/** How long before the ends the clock is when everything is ready. */
const BEFORE_MS = 2_000;

/** What many ends in one second do to decisions, and how long it takes until they are on record, on both engines. */
export async function measureLateness(context: BenchmarkContext): Promise<readonly Quantity[]> {
  const folder = join(context.folder, 'lateness');
  await mkdir(folder);
  const sqlite = sqliteEngine({ path: join(folder, 'brevet.sqlite') });
  await sqlite.migrate();
  const onSqlite = await measureOn('SQLite', sqlite, context);
  const postgres = await context.postgres();
  if (postgres === null) return onSqlite;
  const target = await postgres.newDatabase('lateness');
  return [...onSqlite, ...(await measureOn('PostgreSQL', postgresEngine(target), context))];
}

async function measureOn(
  where: string,
  engine: Engine,
  { plan, onProgress }: BenchmarkContext,
): Promise<readonly Quantity[]> {
  const count = plan.simultaneousEnds;
  onProgress(`making ${count} activations that end in one second, on ${where}`);
  let aheadMs = 0;
  const clock = () => Temporal.Instant.fromEpochMilliseconds(Date.now() + aheadMs);
  const ledger = await openLedger({ engine, clock });
  try {
    const endAt = Temporal.Instant.fromEpochMilliseconds(Date.now()).add({ hours: 1 });
    const { endings, events } = endingOrganisation(count, endAt);
    await fillLedger(ledger, { events });
    const { ledger: ofDuties, release } = await asHolder(ledger);
    const seen = await watchEnds({
      ledger,
      ofDuties,
      clock,
      endings,
      begin: () => {
        aheadMs = endAt.epochMilliseconds - Date.now() - BEFORE_MS;
      },
    });
    await release();
    return [
      {
        kind: 'quantity',
        name: `late decisions while ${count} activations end in one second, ${where}`,
        unit: '',
        value: seen.late,
        rounds: [seen.late],
        aim: { of: 'everyRound', atMost: 0 },
        note:
          `asked ${seen.atTheEnd} times at the end itself, before anything had noticed it, and ${seen.askedAfter} times ` +
          `after it while the ends were recorded; ${seen.early} were denied before it`,
      },
      {
        kind: 'quantity',
        name: `until ${count} ends in one second are on record, ${where}`,
        unit: 'ms',
        value: seen.longestMs,
        rounds: [seen.longestMs],
        aim: { of: 'everyRound', atMost: BOOKKEEPING_MS },
        note: `from each end to its entry, the longest; half of them within ${Math.round(seen.medianMs)} ms`,
      },
    ];
  } finally {
    await ledger.close();
  }
}

/** As the server that has the duties writes: where others could take over, behind the fence. */
async function asHolder(ledger: Ledger): Promise<{ readonly ledger: Ledger; readonly release: () => Promise<void> }> {
  if (ledger.unseenForMs() === 0) return { ledger, release: async () => {} };
  const gained = Promise.withResolvers<void>();
  const lease = holdLease({
    ledger,
    name: 'duties',
    holder: randomUUID(),
    onGained: gained.resolve,
    onLost: async () => {},
    onError: gained.reject,
  });
  lease.start();
  await gained.promise;
  return { ledger: fencedBy(lease, ledger), release: lease.stop };
}
