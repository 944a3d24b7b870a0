import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresTarget } from '../../src/ledger/engines/postgres-connection.ts';
import { freePort } from '../support/free-port.ts';
import { type LoadBalancer, startNginx } from '../support/nginx.ts';
import { type PrivatePostgres, postgresPrograms, privatePostgres } from '../support/postgres/private-postgres.ts';
import { type ServerProcess, spawnServer } from '../support/spawn-server.ts';

const SERVERS = 3;
/** A second is a minute, so that the shortest assignment, five minutes, need not be waited for. */
export const RATE = 60;
export const AUDIENCE = 'https://brevet.local';

/** Three servers behind nginx on one PostgreSQL of their own. */
export interface Fleet {
  readonly url: string;
  readonly dataDir: string;
  /** As all the servers see it. */
  readonly clock: () => Temporal.Instant;
  readonly postgres: PrivatePostgres;
  readonly target: PostgresTarget;
  /** Kills one of them and starts it again; settles when it serves. */
  kill(which: number): Promise<void>;
  /** Stops one of them where it is, for so long, in milliseconds. */
  pause(which: number, forMs: number): Promise<void>;
  /** Settles when all of them are ready. */
  ready(): Promise<void>;
  /** Ends the servers in order; their exit codes. */
  terminate(): Promise<readonly (number | null)[]>;
  /** Ends everything else. */
  close(): Promise<void>;
}

/** Starts a fleet; `settings` are those of each server. */
export async function startFleet(settings: Readonly<Record<string, string>>): Promise<Fleet> {
  const origin = Date.now();
  const dataDir = await mkdtemp(join(tmpdir(), 'brevet-fleet-'));
  const postgres = await privatePostgres((await postgresPrograms()) ?? '', { isDurable: true });
  const ports = await Promise.all(Array.from({ length: SERVERS }, freePort));
  const balancer: LoadBalancer = await startNginx(ports);
  const start = (which: number) =>
    spawnServer({
      BREVET_PORT: String(ports[which]),
      BREVET_DATA_DIR: dataDir,
      BREVET_DATABASE_URL: postgres.url,
      BREVET_PUBLIC_URL: balancer.url,
      BREVET_TRUSTED_PROXIES: '127.0.0.1',
      BREVET_AUDIENCE: AUDIENCE,
      TEST_CLOCK_ORIGIN_MS: String(origin),
      TEST_CLOCK_RATE: String(RATE),
      ...settings,
    });
  const servers: ServerProcess[] = [];
  try {
    // as they are set up: one makes the tables
    servers.push(await start(0));
    servers.push(...(await Promise.all([start(1), start(2)])));
  } catch (error) {
    await Promise.all([...servers.map((server) => server.kill()), balancer.close(), postgres.close()]);
    throw error;
  }
  const at = (which: number) => servers[which] as ServerProcess;

  return {
    url: balancer.url,
    dataDir,
    clock: () => Temporal.Instant.fromEpochMilliseconds(origin + (Date.now() - origin) * RATE),
    postgres,
    target: { url: postgres.url, schema: 'brevet' },
    async kill(which) {
      await at(which).kill();
      servers[which] = await start(which);
    },
    async pause(which, forMs) {
      at(which).pause();
      await new Promise((resolve) => setTimeout(resolve, forMs));
      at(which).resume();
    },
    async ready() {
      const isReady = async ({ url }: ServerProcess) => (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false;
      while ((await Promise.all(servers.map(isReady))).includes(false)) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    terminate: () => Promise.all(servers.map((server) => server.terminate())),
    async close() {
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all([balancer.close(), postgres.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
