import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSetting } from './config/database-settings.ts';
import type { Config } from './config.ts';
import type { Engine } from './ledger/engine.ts';
import { postgresEngine } from './ledger/engines/postgres.ts';
import { sqliteEngine } from './ledger/engines/sqlite.ts';
import { takeServerLock } from './ledger/engines/sqlite-server-lock.ts';

/** Why the server does not start, in a sentence for the operator. */
export class StartRefused extends Error {}

export interface OpenedEngine {
  readonly engine: Engine;
  /** Another server may have the data folder; after the engine was closed. */
  release(): void;
}

/** The database of the settings, brought up to this version. A file is for one server, PostgreSQL for any number. */
export async function openEngine({ dataDir, database }: Pick<Config, 'dataDir' | 'database'>): Promise<OpenedEngine> {
  if (database !== null) return { engine: await migrated(postgresEngineOf(database)), release: () => {} };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = takeServerLock(join(dataDir, 'server.lock'));
  if (lock === null) throw new StartRefused(`another server is already serving the data folder \`${dataDir}\``);
  return { engine: await migrated(sqliteEngine({ path: join(dataDir, 'brevet.sqlite') })), release: lock.release };
}

/** The engine for the PostgreSQL of the settings, not migrated yet. */
export function postgresEngineOf({ url, ...rest }: DatabaseSetting): Engine {
  return postgresEngine({ url: url.reveal(), ...rest });
}

async function migrated(engine: Engine): Promise<Engine> {
  try {
    await engine.migrate();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
