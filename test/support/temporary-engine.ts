import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../src/ledger/engine.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';

/** A migrated engine in a file of its own that is gone when it is closed; with what `content` holds. */
export async function temporaryEngine({ content }: { readonly content?: Buffer } = {}): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
  const path = join(folder, 'brevet.sqlite');
  if (content !== undefined) await writeFile(path, content);
  const engine = sqliteEngine({ path });
  await engine.migrate();
  return {
    ...engine,
    async close() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
