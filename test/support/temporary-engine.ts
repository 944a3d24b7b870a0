import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../src/ledger/engine.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';

/** A migrated engine in a file of its own that is gone when it is closed. */
export async function temporaryEngine(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
  const engine = sqliteEngine({ path: join(folder, 'brevet.sqlite') });
  await engine.migrate();
  return {
    ...engine,
    async close() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
