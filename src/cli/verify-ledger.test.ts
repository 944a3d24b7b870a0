import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from '../../test/support/run-program.ts';
import { builtInRoles } from '../built-in-roles/built-in-roles.ts';
import { defineBuiltInRoles } from '../commands/establish-organisation.ts';
import { createDemoOrganisation } from '../demo/create-demo-organisation.ts';
import { demoIds, demoRoles } from '../demo/demo-organisation.ts';
import { sqliteEngine } from '../ledger/engines/sqlite.ts';
import { entryHash } from '../ledger/entry.ts';
import { openLedger } from '../ledger/ledger.ts';

let folder: string;
let original: string;

async function openDemo(path: string) {
  const engine = sqliteEngine({ path });
  await engine.migrate();
  return openLedger({ engine, clock: Temporal.Now.instant });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brevet-verify-'));
  original = join(folder, 'brevet.sqlite');
  const ledger = await openDemo(original);
  const used: readonly string[] = Object.values(demoRoles);
  await defineBuiltInRoles(
    ledger,
    builtInRoles.filter(({ id }) => used.includes(id)),
  );
  await createDemoOrganisation(ledger, randomUUID);
  await ledger.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function verify(dataDir: string, ...args: string[]) {
  return runProgram('src/cli/verify-ledger.ts', args, { BREVET_DATA_DIR: dataDir });
}

/** A copy of the database, changed behind the back of the ledger; returns its folder. */
async function copyWith(change: (database: DatabaseSync) => void): Promise<string> {
  const dataDir = join(folder, randomUUID());
  await mkdir(dataDir);
  await copyFile(original, join(dataDir, 'brevet.sqlite'));
  const database = new DatabaseSync(join(dataDir, 'brevet.sqlite'));
  database.exec('drop trigger ledger_entry_no_update; drop trigger ledger_entry_no_delete');
  change(database);
  database.close();
  return dataDir;
}

it('says that an untouched ledger is whole', async () => {
  const { code, stdout, stderr } = await verify(folder);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^ledger is whole: [1-9]\d+ entries, last hash [0-9a-f]{64}\n$/);
});

it('works while the ledger is open and written elsewhere', async () => {
  const dataDir = await copyWith(() => undefined);
  const ledger = await openDemo(join(dataDir, 'brevet.sqlite'));
  const before = ledger.lastSequence();
  const context = { actorId: demoIds.grace, command: 'test', correlationId: 'c', origin: null };
  await ledger.execute(context, ({ append }) =>
    append([{ type: 'group.memberAdded', groupId: demoIds.onCall, memberId: demoIds.bob }]),
  );
  expect((await verify(dataDir)).stdout).toContain(`ledger is whole: ${before + 1} entries`);
  await ledger.close();
});

const tampered = (database: DatabaseSync) =>
  database.exec(
    `update ledger_entry set payload = replace(payload, 'Alice Meyer', 'Alice Maier') where payload like '%Alice Meyer%'`,
  );

it.each<[string, (database: DatabaseSync) => void, RegExp]>([
  ['a changed payload', tampered, /^entry \d+ was changed after it was written\n$/],
  [
    'a changed actor',
    (db) => db.exec("update ledger_entry set actor_id = 'x' where sequence = 12"),
    /^entry 12 was changed/,
  ],
  ['a removed entry', (db) => db.exec('delete from ledger_entry where sequence = 12'), /^entry 12 is missing/],
  ['a changed entry with a new hash of its own', rehashed, /^entry 13 does not follow entry 12/],
])('reports %s, also when asked to rebuild, and rebuilds nothing', async (_title, change, problem) => {
  const dataDir = await copyWith(change);
  for (const args of [[], ['--rebuild']]) {
    const { code, stdout, stderr } = await verify(dataDir, ...args);
    expect([code, stderr]).toEqual([1, 'ledger is not whole; its tables are left as they are\n']);
    expect(stdout).toMatch(problem);
  }
});

it.each<[string, string, RegExp]>([
  [
    'a changed row',
    `update principal set enabled = 0 where id = '${demoIds.bob}'`,
    /^table principal: row a0000000-\S+ differs from the ledger\n$/,
  ],
  [
    'a row too many',
    `insert into group_member values ('${demoIds.accessApprovers}', '${demoIds.mallory}')`,
    /^table group_member: row .* does not come from/,
  ],
  [
    'a row too few',
    `delete from schedule where principal_id = '${demoIds.alice}'`,
    /^table schedule: row .* is missing\n/,
  ],
])('reports %s, and makes it right when asked to rebuild', async (_title, sql, problem) => {
  const dataDir = await copyWith((database) => database.exec(sql));
  const found = await verify(dataDir);
  expect(found.code).toBe(1);
  expect(found.stdout).toMatch(problem);
  expect(found.stderr).toContain('--rebuild');
  const rebuilt = await verify(dataDir, '--rebuild');
  expect(rebuilt.stdout).toMatch(/^tables rebuilt from \d+ entries; .*\nledger is whole: /);
  expect(rebuilt.code).toBe(0);
  expect((await verify(dataDir)).code).toBe(0);
});

it('reports an entry that fits the chain but cannot be replayed', async () => {
  const dataDir = await copyWith((database) => rehashed(database, 'last', '{"type":"principal.created"}'));
  const { code, stdout } = await verify(dataDir);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^the ledger cannot be replayed: /);
});

it.each<[string, string | null, string[], string]>([
  ['there is no database', null, [], 'there is no database at `'],
  ['the file is no database', 'not a database at all, but text'.repeat(50), [], 'cannot be opened as a ledger'],
  ['an option is unknown', null, ['--repair'], '--repair'],
])('ends with 2 when %s', async (_title, content, args, message) => {
  const dataDir = join(folder, randomUUID());
  await mkdir(dataDir);
  if (content !== null) await writeFile(join(dataDir, 'brevet.sqlite'), content);
  const { code, stdout, stderr } = await verify(dataDir, ...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

/** Changes an entry and gives it the hash that fits its new content. */
function rehashed(database: DatabaseSync, which: 12 | 'last' = 12, payload?: string): void {
  const where = which === 'last' ? '(select max(sequence) from ledger_entry)' : which;
  const row = database.prepare(`select * from ledger_entry where sequence = ${where}`).get() as unknown as Parameters<
    typeof entryHash
  >[0];
  const changed = { ...row, payload: payload ?? `${row.payload} ` };
  database
    .prepare('update ledger_entry set payload = ?, hash = ? where sequence = ?')
    .run(changed.payload, entryHash(changed), row.sequence);
}
