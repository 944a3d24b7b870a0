import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresEngine } from '../../src/ledger/engines/postgres.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { systemClock } from '../../src/system-clock.ts';
import { freePort } from '../../test/support/free-port.ts';
import { type ServerProcess, spawnServer } from '../../test/support/spawn-server.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { aSchedule } from '../fixture/a-schedule.ts';
import { stableId } from '../fixture/stable-id.ts';
import type { Quantity } from '../measurement.ts';
import { median } from '../median.ts';

const SERVERS = 2;
const LONGEST_MS = 15_000;
/** Killed at the same moment in each round, something becomes due as soon as nobody is there to do it. */
const DUE_AFTER_MS = 200;

interface Server extends ServerProcess {
  hasDuties(): Promise<boolean>;
}

/** From the death of the server that has the duties until another one has done the next thing that was due. */
export async function measureTakeOver({ plan, postgres, onProgress }: BenchmarkContext): Promise<readonly Quantity[]> {
  const database = plan.takeOverRounds === 0 ? null : await postgres();
  if (database === null) return [];
  const target = await database.newDatabase('take_over');
  const folder = await mkdtemp(join(tmpdir(), 'brevet-bench-'));
  const start = async (): Promise<Server> => {
    const metrics = `127.0.0.1:${await freePort()}`;
    const server = await spawnServer({
      BREVET_DATA_DIR: folder,
      BREVET_DATABASE_URL: target.url,
      BREVET_DATABASE_SCHEMA: target.schema,
      BREVET_METRICS_ADDRESS: metrics,
    });
    const hasDuties = async () => {
      const text = await (await fetch(`http://${metrics}/metrics`)).text();
      return /^brevet_duties_held(?:\{[^}]*\})? 1$/m.test(text);
    };
    return { ...server, hasDuties };
  };
  onProgress(`starting ${SERVERS} servers on PostgreSQL`);
  const servers: Server[] = [];
  const ledger = await openLedger({ engine: postgresEngine(target), clock: systemClock() });
  const waited: number[] = [];
  try {
    while (servers.length < SERVERS) servers.push(await start());
    for (let round = 0; round < plan.takeOverRounds; round += 1) {
      const holder = await holderAmong(servers);
      const scheduleId = await endsSoon(ledger, round);
      const killedAt = performance.now();
      await (servers[holder] as Server).kill();
      await ended(ledger, scheduleId);
      waited.push(performance.now() - killedAt);
      servers[holder] = await start();
    }
  } finally {
    await Promise.all(servers.map((server) => server.kill()));
    await ledger.close();
    await rm(folder, { recursive: true, force: true });
  }
  return [
    {
      kind: 'quantity',
      name: 'from `kill -9` of who has the duties to the next thing done',
      unit: 'ms',
      value: median(waited),
      rounds: waited,
      aim: { of: 'everyRound', atMost: LONGEST_MS },
      note: `${SERVERS} whole servers on one PostgreSQL; an end is due ${DUE_AFTER_MS} ms after the kill, and waited for until it is on record`,
    },
  ];
}

async function holderAmong(servers: readonly Server[]): Promise<number> {
  for (;;) {
    const holding = await Promise.all(servers.map((server) => server.hasDuties()));
    if (holding.includes(true)) return holding.indexOf(true);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Records an assignment that is over in a moment. */
async function endsSoon(ledger: Ledger, round: number): Promise<string> {
  const now = Temporal.Instant.fromEpochMilliseconds(Date.now());
  const principalId = stableId(`take over ${round}`);
  const created = aSchedule({
    kind: 'eligible',
    principalId,
    roleDefinitionId: stableId('a role'),
    scope: '/' as never,
    startAt: now.subtract({ hours: 1 }),
    endAt: now.add({ milliseconds: DUE_AFTER_MS }),
  });
  const context = { actorId: null, command: 'benchmarkFixture', correlationId: 'benchmark', origin: null };
  await ledger.execute(context, ({ append }) => append([created]));
  return created.schedule.id;
}

/** Settles when the end of the schedule is on record, whoever wrote it. */
function ended(ledger: Ledger, scheduleId: string): Promise<void> {
  return new Promise((resolve) => {
    ledger.onCommitted((entries) => {
      const isIt = entries.some(({ event }) => event.type === 'schedule.ended' && event.scheduleId === scheduleId);
      if (isIt) resolve();
    });
  });
}
