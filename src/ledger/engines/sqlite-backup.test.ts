import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram } from '../../../test/support/run-program.ts';
import { scratchPlace } from '../../../test/support/scratch-place.ts';
import { anotherEvent } from '../contract/sample-events.ts';
import { type Ledger, openLedger } from '../ledger.ts';
import { migrations } from '../migrations/migrations.ts';
import { verifyLedger } from '../verify-ledger.ts';
import { sqliteEngine } from './sqlite.ts';
import { backUpSqlite } from './sqlite-backup.ts';

const context = { actorId: null, command: 'sample', correlationId: 'c', origin: null };

let folder: string;
let path: string;
let ledger: Ledger;
beforeEach(async () => {
  folder = await mkdtemp(join(scratchPlace, 'brevet-backup-'));
  path = join(folder, 'brevet.sqlite');
  const engine = sqliteEngine({ path });
  await engine.migrate();
  ledger = await openLedger({ engine, clock: () => Temporal.Instant.from('2026-11-24T08:00:00Z') });
});
afterEach(async () => {
  await ledger.close();
  await rm(folder, { recursive: true });
});

let number = 0;
function append(): Promise<void> {
  number += 1;
  const event = anotherEvent(number);
  return ledger.execute(context, (scope) => scope.append([event]));
}

/** Writes without a pause until it is told to end. */
function writeOn() {
  let isOver = false;
  const over = (async () => {
    while (!isOver) await append();
  })();
  return () => {
    isOver = true;
    return over;
  };
}

async function verified(copy: string) {
  const engine = sqliteEngine({ path: copy });
  await engine.migrate();
  const result = await verifyLedger(engine);
  await engine.close();
  return result;
}

it('copies what is durable while others write, whole', async () => {
  for (let n = 0; n < 50; n += 1) await append();
  const end = writeOn();
  for (const name of ['one', 'two', 'three']) {
    const before = ledger.lastSequence();
    const copy = join(folder, name);
    await backUpSqlite(path, copy, async () => {});
    const after = ledger.lastSequence();
    const { entries, problems } = await verified(copy);
    expect(problems).toEqual([]);
    expect(entries).toBeGreaterThanOrEqual(before);
    expect(entries).toBeLessThanOrEqual(after);
  }
  await end();
  expect(ledger.lastSequence()).toBeGreaterThan(50);
});

it('is a file of nobody but its owner, with nothing beside it', async () => {
  await append();
  const copy = join(folder, 'copy');
  await backUpSqlite(path, copy, async () => {});
  expect((await stat(copy)).mode & 0o777).toBe(0o600);
  expect((await readdir(folder)).filter((name) => name.startsWith('copy'))).toEqual(['copy']);
});

it('never replaces a file, and gives no name to what was not found whole', async () => {
  const copy = join(folder, 'copy');
  await writeFile(copy, 'precious');
  await expect(backUpSqlite(path, copy, async () => {})).rejects.toThrow('there is a file at');
  const other = join(folder, 'other');
  await expect(backUpSqlite(path, other, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect((await readdir(folder)).filter((name) => name.startsWith('other'))).toEqual(['other.part']);
});

it('is what the program does beside a server that writes, and says what it has', async () => {
  await append();
  const end = writeOn();
  const copy = join(folder, 'copy.sqlite');
  const { code, stdout, stderr } = await runProgram('src/cli/back-up.ts', [copy], { BREVET_DATA_DIR: folder });
  await end();
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const { entries, lastHash } = await verified(copy);
  expect(stdout).toBe(`backed up to \`${copy}\`, and the copy is whole: ${entries} entries, last hash ${lastHash}\n`);
  const again = await runProgram('src/cli/back-up.ts', [copy], { BREVET_DATA_DIR: folder });
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('there is a file at');
  const elsewhere = await runProgram('src/cli/back-up.ts', [copy], {
    BREVET_DATABASE_URL: 'postgres://db.example.org/brevet',
  });
  expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining('pg_dump') });
});

it('leaves the copy of an older version as that version can be started on again', async () => {
  const older = join(folder, 'older');
  await mkdir(older);
  const at = join(older, 'brevet.sqlite');
  const steps = migrations.slice(0, -1);
  const clock = () => Temporal.Instant.from('2026-11-24T08:00:00Z');
  const open = async (file: string) => {
    const engine = sqliteEngine({ path: file, steps });
    await engine.migrate();
    return openLedger({ engine, clock });
  };
  const before = await open(at);
  await before.execute(context, (scope) => scope.append([anotherEvent(1)]));
  await before.close();

  const copy = join(folder, 'copy.sqlite');
  const { code, stdout } = await runProgram('src/cli/back-up.ts', [copy], { BREVET_DATA_DIR: older });
  expect(code).toBe(0);
  expect(stdout).toMatch(/the copy is whole: 1 entries, .*; it is of an older version/);
  expect((await readdir(folder)).filter((name) => name.startsWith('copy'))).toEqual(['copy.sqlite']);
  const database = new DatabaseSync(copy, { readOnly: true });
  expect(
    database
      .prepare('select name from migration order by name')
      .all()
      .map(({ name }) => name),
  ).toEqual(steps.map(({ name }) => name));
  database.close();
  // taken back: the older version goes on with it
  const again = await open(copy);
  await again.execute(context, (scope) => scope.append([anotherEvent(2)]));
  expect(again.lastSequence()).toBe(2);
  await again.close();
});

it('does not take a copy for whole whose record was changed, of whatever version it is', async () => {
  const older = join(folder, 'changed');
  await mkdir(older);
  const at = join(older, 'brevet.sqlite');
  const engine = sqliteEngine({ path: at, steps: migrations.slice(0, -1) });
  await engine.migrate();
  await engine.close();
  const database = new DatabaseSync(at);
  database.exec(`insert into ledger_entry (sequence, at, type, command, correlation_id, payload, previous_hash, hash)
    values (1, 1, 'x', 'x', 'x', '{}', 'x', 'x')`);
  database.close();
  const copy = join(folder, 'copy.sqlite');
  const { code, stderr } = await runProgram('src/cli/back-up.ts', [copy], { BREVET_DATA_DIR: older });
  expect(code).toBe(2);
  expect(stderr).toContain('the copy is not whole');
});
