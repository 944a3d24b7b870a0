import { postgresEngine } from '../../../src/ledger/engines/postgres.ts';
import type { StoreContent, TestStore } from '../stores/test-store.ts';
import { type KeptEngine, keptEngine } from './kept-engine.ts';
import { newDatabase, type PostgresDatabase } from './postgres-database.ts';

interface Kept {
  readonly database: PostgresDatabase;
  readonly engine: KeptEngine;
}

/** What no test of this process uses now. */
const idle: Kept[] = [];

/** A database of its own on the server of the tests. `content` is SQL. */
export async function makePostgresStore(content?: StoreContent): Promise<TestStore> {
  const kept = idle.pop() ?? (await make());
  const { database, engine } = kept;
  if (content !== undefined) await database.command(String(content));
  let isLent = false;
  return {
    async open() {
      // what is migrated already need not be asked again
      if (isLent) return postgresEngine(database.target);
      isLent = true;
      return engine.lend();
    },
    content: database.content,
    async remove() {
      await database.empty();
      idle.push(kept);
    },
  };
}

async function make(): Promise<Kept> {
  const database = await newDatabase();
  return { database, engine: keptEngine(database.target) };
}
