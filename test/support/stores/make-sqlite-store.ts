import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sqliteEngine } from '../../../src/ledger/engines/sqlite.ts';
import { scratchPlace } from '../scratch-place.ts';
import type { StoreContent, TestStore } from './test-store.ts';

let migrated: Promise<StoreContent> | null = null;

/** A file of its own in a folder of its own. */
export async function makeSqliteStore(content?: StoreContent): Promise<TestStore> {
  migrated ??= emptyContent();
  const folder = await mkdtemp(join(scratchPlace, 'brevet-test-'));
  const path = join(folder, 'brevet.sqlite');
  await writeFile(path, content ?? (await migrated));
  return {
    async open() {
      const engine = sqliteEngine({ path });
      await engine.migrate();
      return engine;
    },
    content: () => readFile(path),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** All tables are made once for all tests of a process. */
async function emptyContent(): Promise<StoreContent> {
  const folder = await mkdtemp(join(scratchPlace, 'brevet-test-'));
  const path = join(folder, 'brevet.sqlite');
  const engine = sqliteEngine({ path });
  await engine.migrate();
  await engine.close();
  const content = await readFile(path);
  await rm(folder, { recursive: true });
  return content;
}
