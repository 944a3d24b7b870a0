import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rowsOf } from '../../src/ledger/contract/rows-of.ts';
import { sampleEvents } from '../../src/ledger/contract/sample-events.ts';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { postgresDatabase } from '../support/postgres/postgres-database.ts';
import { runProgram } from '../support/run-program.ts';
import { testClock } from '../support/test-clock.ts';

it.concurrent('moves a ledger from a file into PostgreSQL and back, the same to the last row, and never over another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
  const { target, release } = await postgresDatabase();
  const open = async (name: string) => {
    const engine = sqliteEngine({ path: join(folder, name, 'brevet.sqlite') });
    await engine.migrate();
    return engine;
  };
  const move = (direction: string, name: string) =>
    runProgram('src/cli/move-ledger.ts', [direction], {
      BREVET_DATA_DIR: join(folder, name),
      BREVET_DATABASE_URL: target.url,
      BREVET_DATABASE_SCHEMA: target.schema,
    });
  expect(await move('to-file', 'source')).toMatchObject({ code: 0, stderr: '' });

  const source = await open('source');
  const ledger = await openLedger({ engine: source, clock: testClock() });
  const context = { actorId: null, command: 'sample', correlationId: 'c-1', origin: null };
  await ledger.execute(context, ({ append }) => append(sampleEvents));
  await ledger.writeFollower((tx) =>
    tx.query((db) => db.insertInto('follower_cursor').values({ name: 'f', sequence: 7 })).then(() => {}),
  );
  const rows = await rowsOf(source);
  await ledger.close();

  const there = await move('to-postgres', 'source');
  expect(there).toMatchObject({ code: 0, stderr: '' });
  expect(there.stdout).toMatch(new RegExp(`^copied, and the copy is whole: ${sampleEvents.length} entries, last hash`));
  expect(await move('to-postgres', 'source')).toMatchObject({ code: 2, stderr: expect.stringContaining('already') });

  expect((await move('to-file', 'back')).stdout).toBe(there.stdout);
  const back = await open('back');
  expect(await rowsOf(back)).toEqual(rows);
  const cursors = await back.read((reader) => reader.query((db) => db.selectFrom('follower_cursor').selectAll()));
  expect(cursors.map((row) => ({ ...row }))).toEqual([{ name: 'f', sequence: 7 }]);
  await back.close();
  await release();
  await rm(folder, { recursive: true, force: true });
});

it.concurrent('a ledger is moved when the last server was killed, and not while one serves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
  const { target, command, release } = await postgresDatabase();
  const move = () =>
    runProgram('src/cli/move-ledger.ts', ['to-file'], {
      BREVET_DATA_DIR: folder,
      BREVET_DATABASE_URL: target.url,
      BREVET_DATABASE_SCHEMA: target.schema,
    });
  await command(`insert into lease (name, holder, token, beat) values ('duties', 'killed', 1, 7)`);
  const showing = setInterval(() => command('update lease set beat = beat + 1').catch(() => undefined), 1000);
  const refused = await move();
  clearInterval(showing);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('a server holds the duties') });
  expect(await move()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^copied, and the copy is whole/) });
  await release();
  await rm(folder, { recursive: true, force: true });
});
