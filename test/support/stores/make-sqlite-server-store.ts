import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteEngine } from '../../../src/ledger/engines/sqlite.ts';
import type { RawDatabase, ServerStore } from './server-store.ts';

/** A data folder on a disk, as a server has it. */
export async function makeSqliteServerStore(): Promise<ServerStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'brevet-server-'));
  const path = join(dataDir, 'brevet.sqlite');
  return {
    dataDir,
    settings: { BREVET_DATA_DIR: dataDir, BREVET_DEMO: 'on' },
    async openEngine() {
      const engine = sqliteEngine({ path });
      await engine.migrate();
      return engine;
    },
    openRaw: async () => rawDatabase(path),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

function rawDatabase(path: string): RawDatabase {
  const db = new DatabaseSync(path);
  const run = async (sql: string) => db.prepare(sql).all();
  return {
    run,
    async tableNames() {
      const all = await run(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`);
      return all.map(({ name }) => String(name));
    },
    close: async () => db.close(),
  };
}
