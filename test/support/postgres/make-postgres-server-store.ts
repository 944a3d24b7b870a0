import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresEngine } from '../../../src/ledger/engines/postgres.ts';
import { PostgresConnection, type PostgresTarget } from '../../../src/ledger/engines/postgres-connection.ts';
import type { RawDatabase, ServerStore } from '../stores/server-store.ts';
import { postgresDatabase } from './postgres-database.ts';

/** A database on the server of the tests, and a data folder for what a server keeps beside it. */
export async function makePostgresServerStore(): Promise<ServerStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'brevet-server-'));
  const { target, release } = await postgresDatabase();
  return {
    dataDir,
    settings: {
      BREVET_DATA_DIR: dataDir,
      BREVET_DEMO: 'on',
      BREVET_DATABASE_URL: target.url,
      BREVET_DATABASE_SCHEMA: target.schema,
    },
    openEngine: async () => postgresEngine(target),
    openRaw: () => rawDatabase(target),
    async remove() {
      await release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function rawDatabase(target: PostgresTarget): Promise<RawDatabase> {
  const connection = await PostgresConnection.open(target);
  const run = async (sql: string) => (await connection.command(sql))[0]?.rows ?? [];
  return {
    run,
    async tableNames() {
      const all = await run(`select tablename from pg_tables where schemaname = '${target.schema}'`);
      return all.map(({ tablename }) => String(tablename));
    },
    close: () => connection.close(),
  };
}
