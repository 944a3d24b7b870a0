import { postgresEngine } from '../../../src/ledger/engines/postgres.ts';
import type { StoreContent, TestStore } from '../stores/test-store.ts';
import { postgresDatabase } from './postgres-database.ts';

/** A database of its own on the server of the tests. `content` is SQL. */
export async function makePostgresStore(content?: StoreContent): Promise<TestStore> {
  const { target, command, content: held, release } = await postgresDatabase();
  if (content !== undefined) await command(String(content));
  return {
    async open() {
      const engine = postgresEngine(target);
      await engine.migrate();
      return engine;
    },
    content: held,
    remove: release,
  };
}
