import { postgresEngine } from '../../src/ledger/engines/postgres.ts';
import { PostgresConnection, type PostgresTarget } from '../../src/ledger/engines/postgres-connection.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { systemClock } from '../../src/system-clock.ts';
import { activate } from '../activations/activate.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { compareInTurns } from '../compare-in-turns.ts';
import { type Held, organisation } from '../fixture/organisation.ts';
import { fillLedger } from '../fixture/organisation-ledger.ts';
import type { Rate } from '../measurement.ts';
import { type EqualInsert, equalInserts } from './equal-rows.ts';
import { plainClients } from './plain-clients.ts';
import { pgbench } from './run-pgbench.ts';

interface Contest extends Pick<BenchmarkContext, 'plan' | 'folder'> {
  readonly programs: string;
  readonly target: PostgresTarget;
  readonly ledger: Ledger;
  readonly inserts: readonly EqualInsert[];
}

/** Durable activations per second on PostgreSQL; none where it is not installed. */
export async function measurePostgresActivations(context: BenchmarkContext): Promise<readonly Rate[]> {
  const { plan, onProgress } = context;
  const postgres = await context.postgres();
  if (postgres === null) return [];
  onProgress(`making an organisation of ${plan.people} people on PostgreSQL`);
  const made = organisation(plan, Temporal.Now.instant().subtract({ hours: 24 }));
  const target = await postgres.newDatabase('activations');
  const ledger = await openLedger({ engine: postgresEngine(target), clock: systemClock() });
  const connection = await PostgresConnection.open(target);
  try {
    await fillLedger(ledger, made);
    await connection.command('analyze');
    const waiting = made.eligibilities.flat().values();
    const next = () => {
      const { value, done } = waiting.next();
      if (done) throw new Error('there are too few people for so many activations');
      return value;
    };
    const inserts = await equalInserts(connection, target.schema, () => activate(ledger, next()));
    const contest = { plan, folder: context.folder, programs: postgres.programs, target, ledger, inserts };
    return [...(await measureClients(contest, next, 1, null)), ...(await measureClients(contest, next, 32, 0.5))];
  } finally {
    await connection.close();
    await ledger.close();
  }
}

async function measureClients(contest: Contest, next: () => Held, clients: number, aimRatio: number | null) {
  const { plan, target, folder, ledger, inserts, programs } = contest;
  const count = plan.postgresActivationsPerRound * (clients === 1 ? 1 : 2);
  const plain = await plainClients(target, inserts, clients);
  const bench = await pgbench({ programs, url: target.url, folder, inserts, clients });
  const name = `durable activations on PostgreSQL, ${clients} ${clients === 1 ? 'client' : 'clients'}`;
  const script = `begin, ${inserts.length} inserts, commit`;

  async function activations(): Promise<number> {
    let left = count;
    const client = async () => {
      while (left > 0) {
        left -= 1;
        await activate(ledger, next());
      }
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: clients }, client));
    return (count * 1000) / (performance.now() - begun);
  }

  const shared = { rounds: plan.rounds, measured: activations };
  const note = () =>
    `${plan.rounds} rounds of ${count}, each by another person; rows: ${inserts.map(({ table }) => table).join(', ')}`;
  try {
    await activations();
    await plain.run(count);
    return [
      await compareInTurns({
        ...shared,
        name,
        aim: aimRatio === null ? null : { of: 'ratio', atLeast: aimRatio },
        baseline: { name: `pgbench: ${script}, in tables of the same shape`, measured: () => bench(count) },
        note,
      }),
      await compareInTurns({
        ...shared,
        name: `${name}, beside plain transactions`,
        aim: null,
        baseline: {
          name: `${script} as one text, by a program that does nothing else`,
          measured: () => plain.run(count),
        },
        note,
      }),
    ];
  } finally {
    await plain.close();
  }
}
