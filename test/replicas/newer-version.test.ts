import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clockwork } from '../../src/clockwork/clockwork.ts';
import { demoIds } from '../../src/demo/demo-organisation.ts';
import { runSql } from '../../src/ledger/contract/rows-of.ts';
import { DatabaseUnavailable } from '../../src/ledger/engine.ts';
import { postgresEngine } from '../../src/ledger/engines/postgres.ts';
import type { Migration } from '../../src/ledger/migrations/migration.ts';
import { migrations } from '../../src/ledger/migrations/migrations.ts';
import { startNotifications } from '../../src/notifications/notifications.ts';
import { activate, assign, mayDo } from '../scenarios/story.ts';
import { newDatabase, type PostgresDatabase } from '../support/postgres/postgres-database.ts';
import { testClock } from '../support/test-clock.ts';
import { type Replica, replica } from './replica.ts';

/** What the version after this one adds to every table that is read whole. */
const adding: Migration = {
  name: '9001_add_words',
  statements: (db) =>
    ['schedule', 'schedule_request', 'principal', 'scope', 'role_definition', 'notification', 'ledger_entry'].map(
      (table) => db.schema.alterTable(table).addColumn('word', 'text'),
    ),
};

const clock = testClock();
const onError = (error: unknown) => expect.unreachable(String(error));
/** Its tables are given more columns: no other test has it. */
let database: PostgresDatabase;
let older: Replica;
let newer: Replica;
beforeEach(async () => {
  database = await newDatabase();
  older = await replica({ open: async () => postgresEngine(database.target) }, clock);
});
afterEach(async () => {
  await older.ledger.close();
  await newer.ledger.close();
});

async function startNewer(): Promise<void> {
  const open = async () => {
    const engine = postgresEngine(database.target, [...migrations, adding]);
    await engine.migrate();
    return engine;
  };
  newer = await replica({ open }, clock);
}

it('a server goes on beside the next version: decides, follows, and has the duties until it hands them over', async () => {
  const told: string[] = [];
  const channel = { deliver: async ({ to }: { to: string }) => void told.push(to), close: async () => {} };
  const notifications = startNotifications({
    ledger: older.ledger,
    clock,
    channel,
    publicUrl: 'https://brevet.example',
    onError,
  });
  const due = clockwork({ ledger: older.ledger, clock, everyMs: 1_000_000, onError });
  // each of its statements is prepared once before the tables change
  await activate(older.ledger, { principalId: demoIds.frank });
  await due.tick();
  await notifications.settle();

  await startNewer();
  await assign(newer.ledger, { principalId: demoIds.mallory });
  await older.ledger.catchUp();
  expect(await mayDo({ ...older, clock }, demoIds.mallory)).toBe(true);
  await activate(older.ledger, {});
  await newer.ledger.catchUp();
  expect(await mayDo({ ...newer, clock }, demoIds.alice)).toBe(true);

  const before = told.length;
  clock.advance('PT12H');
  expect(await due.tick()).toBeGreaterThan(0);
  await notifications.settle();
  expect(told.length).toBeGreaterThan(before);
  await notifications.stop();
  await due.stop();
  expect(await clockwork({ ledger: newer.ledger, clock, everyMs: 1_000_000, onError }).tick()).toBe(0);
});

it('a server neither decides nor follows any more when the next version writes what it does not know', async () => {
  await startNewer();
  await older.ledger.catchUp();
  const sequence = older.ledger.lastSequence() + 1;
  await runSql(
    newer.engine,
    sql`insert into ledger_entry (sequence, at, type, command, correlation_id, payload, previous_hash, hash)
      values (${sequence}, 1, 'access.suspended', 'suspend', 'c', '{}', 'x', 'y')`,
  );
  await expect(older.ledger.catchUp()).rejects.toThrow(/`access.suspended`.*newer version/);
  const refused = activate(older.ledger, {});
  await expect(refused).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect(older.ledger.lastSequence()).toBe(sequence - 1);
});
