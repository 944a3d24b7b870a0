import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { temporaryEngine } from '../../../test/support/temporary-engine.ts';
import { ledgerContract } from '../contract/ledger-contract.ts';
import { anotherEvent } from '../contract/sample-events.ts';
import { openLedger } from '../ledger.ts';
import { sqliteEngine } from './sqlite.ts';

ledgerContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
  const path = join(folder, 'brevet.sqlite');
  return {
    open: async (steps) => sqliteEngine({ path, ...(steps ? { steps } : {}) }),
    async breakSeal() {
      const database = new DatabaseSync(path);
      const triggers = database.prepare("select name from sqlite_master where type = 'trigger'").all();
      for (const { name } of triggers) database.exec(`drop trigger ${name}`);
      database.close();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});

it.each(['replace into', 'insert or replace into', 'insert or ignore into'])(
  'refuses `%s` over an entry of the ledger',
  async (insert) => {
    const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
    const path = join(folder, 'brevet.sqlite');
    const engine = sqliteEngine({ path });
    await engine.migrate();
    const ledger = await openLedger({ engine, clock: () => Temporal.Instant.from('2026-11-24T08:00:00Z') });
    await ledger.execute({ actorId: null, command: 'c', correlationId: 'c', origin: null }, ({ append }) =>
      append([anotherEvent(1), anotherEvent(2)]),
    );
    const database = new DatabaseSync(path);
    const statement = `${insert} ledger_entry select sequence, at, type, 'mallory', command, correlation_id, origin,
      payload, previous_hash, hash from ledger_entry where sequence = 1`;
    expect(() => database.exec(statement)).toThrow('append-only');
    database.close();
    await ledger.close();
    await rm(folder, { recursive: true, force: true });
  },
);

it('flushes every commit to disk', async () => {
  const engine = await temporaryEngine();
  const modes = await engine.write(async (tx) => {
    const pragma = (name: string) =>
      tx.query(() => ({ compile: () => ({ sql: `pragma ${name}`, parameters: [] }) as never }));
    return [await pragma('journal_mode'), await pragma('synchronous')].flat().map((row) => ({ ...(row as object) }));
  });
  // 2 is FULL: what was answered survives a loss of power
  expect(modes).toEqual([{ journal_mode: 'wal' }, { synchronous: 2 }]);
  await engine.close();
});

it('goes about questions after a start as if nobody had ever run `ANALYZE`', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-test-'));
  const path = join(folder, 'brevet.sqlite');
  const question = 'select * from sign_in_attempt where expires_at = 1 order by key';
  async function planAfterStart(): Promise<unknown> {
    const engine = sqliteEngine({ path });
    await engine.migrate();
    const compiled = { sql: `explain query plan ${question}`, parameters: [] } as never;
    const plans = [
      await engine.read((reader) => reader.query(() => ({ compile: () => compiled }))),
      await engine.write((tx) => tx.query(() => ({ compile: () => compiled }))),
    ];
    await engine.close();
    return plans.map((steps) => steps.map((step) => (step as { detail: string }).detail));
  }
  const plan = await planAfterStart();
  const database = new DatabaseSync(path);
  const insert = database.prepare("insert into sign_in_attempt values (?, 'p', '', 0, 1)");
  for (let index = 0; index < 1000; index += 1) insert.run(`${index}`);
  database.exec('analyze');
  database.close();
  expect(await planAfterStart()).toEqual(plan);
  await rm(folder, { recursive: true, force: true });
});
