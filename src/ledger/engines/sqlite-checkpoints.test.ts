import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkpointsOf } from './sqlite-checkpoints.ts';
import { writerPragmas } from './sqlite-pragmas.ts';

const MEGABYTE = 1_048_576;

let folder: string;
let path: string;
let writer: DatabaseSync;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brevet-checkpoints-'));
  path = join(folder, 'brevet.sqlite');
  writer = new DatabaseSync(path);
  writer.exec(`${writerPragmas}; create table content (bytes blob not null)`);
});
afterEach(async () => {
  writer.close();
  await rm(folder, { recursive: true });
});

/** Commits so many megabytes, one in a transaction, and tells of each. */
async function write(megabytes: number) {
  const checkpoints = checkpointsOf(path, writer);
  const insert = writer.prepare('insert into content values (zeroblob(?))');
  for (let done = 0; done < megabytes; done += 1) {
    insert.run(MEGABYTE);
    checkpoints.committed();
  }
  await checkpoints.close();
  return { ...writer.prepare('pragma wal_checkpoint(noop)').get() };
}

it('brings a long log into the file, so that it can begin anew', async () => {
  const { log, checkpointed } = await write(32);
  expect(log).toBeGreaterThan(8_000);
  expect(checkpointed).toBe(log);
  expect((await stat(path)).size).toBeGreaterThan(31 * MEGABYTE);
});

it('leaves a short log as it is, and makes no thread for it', async () => {
  expect(await write(31)).toMatchObject({ checkpointed: 0 });
});

it('fails no commit where the log cannot be looked at', () => {
  const lost = new DatabaseSync(path);
  const ofLost = checkpointsOf(path, lost);
  lost.close();
  for (let commits = 0; commits < 100; commits += 1) ofLost.committed();
});
