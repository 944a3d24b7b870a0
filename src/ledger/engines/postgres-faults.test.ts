import { expect, it } from 'vitest';
import { cuttingProxy } from '../../../test/support/postgres/cutting-proxy.ts';
import { postgresDatabase } from '../../../test/support/postgres/postgres-database.ts';
import { anotherEvent } from '../contract/sample-events.ts';
import { CommitUncertain, DatabaseUnavailable } from '../engine.ts';
import { type Ledger, openLedger } from '../ledger.ts';
import { verifyLedger } from '../verify-ledger.ts';
import { postgresEngine } from './postgres.ts';
import { PostgresConnection } from './postgres-connection.ts';

const context = { actorId: null, command: 'sample', correlationId: 'c', origin: null };
const clock = () => Temporal.Instant.from('2026-11-24T08:00:00Z');

function append(ledger: Ledger, number: number): Promise<void> {
  return ledger.execute(context, ({ append }) => append([anotherEvent(number)]));
}

// they wait more than they work
it.concurrent('lets the others write before they give up when a server stands still in the middle of a transaction', async () => {
  const { target, release } = await postgresDatabase();
  const paused = postgresEngine(target);
  const other = postgresEngine(target);
  const begun = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  const late = paused
    .write(async (tx) => {
      await tx.query((db) => db.insertInto('follower_cursor').values({ name: 'late', sequence: 1 }));
      begun.resolve();
      await woken.promise;
      await tx.query((db) => db.insertInto('follower_cursor').values({ name: 'later', sequence: 1 }));
    })
    .catch((error: unknown) => error);
  await begun.promise;

  await other.write((tx) => tx.query((db) => db.insertInto('follower_cursor').values({ name: 'other', sequence: 1 })));

  // it wakes: nothing of it is there, and it goes on
  woken.resolve();
  expect(await late).toBeInstanceOf(DatabaseUnavailable);
  await paused.write((tx) => tx.query((db) => db.insertInto('follower_cursor').values({ name: 'next', sequence: 1 })));
  const rows = await other.read((reader) => reader.query((db) => db.selectFrom('follower_cursor').select('name')));
  expect(rows.map(({ name }) => name).sort()).toEqual(['next', 'other']);
  await Promise.all([paused.close(), other.close()]);
  await release();
});

/** Returns when somebody in this database waits for a lock, and goes on to. */
const untilSomebodyWaits = `do $$ begin
  while not exists (
    select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and clock_timestamp() - query_start > interval '10 ms'
  ) loop
    perform pg_sleep(0.005), pg_stat_clear_snapshot();
  end loop;
end $$`;

it.concurrent('waits at its start as long as another server takes to bring the tables up to date', async () => {
  const { target, command, release } = await postgresDatabase();
  const other = postgresEngine(target);
  const begun = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const working = other.write(async (tx) => {
    await tx.query((db) => db.selectFrom('follower_cursor').selectAll());
    begun.resolve();
    await done.promise;
  });
  await begun.promise;
  const starting = postgresEngine({ ...target, lockMs: 1, statementMs: 1 });
  const started = starting.migrate();
  await command(untilSomebodyWaits);
  done.resolve();
  await Promise.all([working, started]);
  await Promise.all([starting.close(), other.close()]);
  await release();
});

it.concurrent('knows of each commit that was cut off whether it was done, and does none twice', async () => {
  const { target, release } = await postgresDatabase();
  const proxy = await cuttingProxy(target.url);
  const engine = postgresEngine({ ...target, url: proxy.url });
  const ledger = await openLedger({ engine, clock });
  const done: string[] = [];
  const refused: string[] = [];
  for (let number = 0; number < 40; number += 1) {
    const cut = (['before', 'after', null] as const)[number % 3] ?? null;
    if (cut !== null) proxy.cutNext(cut);
    const error = await append(ledger, number).catch((caught: unknown) => caught);
    expect(error).toEqual(cut === 'before' ? expect.any(DatabaseUnavailable) : undefined);
    (error === undefined ? done : refused).push(`person-${number}`);
  }
  expect([proxy.cuts(), refused.length]).toEqual([27, 14]);
  const rows = await ledger.read((reader) => reader.query((db) => db.selectFrom('principal').select('id')));
  expect(rows.map(({ id }) => id).sort()).toEqual(done.sort());
  expect(await ledger.entriesAfter(0, 1000)).toHaveLength(done.length);
  expect((await verifyLedger(engine)).problems).toEqual([]);
  await ledger.close();
  await proxy.close();
  await release();
});

it.concurrent('says of a commit that nobody can ask about that its outcome is unknown, and goes on when the database is back', async () => {
  const { target, release } = await postgresDatabase();
  const proxy = await cuttingProxy(target.url);
  const engine = postgresEngine({ ...target, url: proxy.url });
  const ledger = await openLedger({ engine, clock });
  await append(ledger, 1);
  proxy.cutNext('forGood');
  expect(await append(ledger, 2).catch((error: unknown) => error)).toBeInstanceOf(CommitUncertain);
  proxy.mend();
  await append(ledger, 3);
  expect(await ledger.entriesAfter(0, 1000)).toHaveLength(3);
  expect((await verifyLedger(engine)).problems).toEqual([]);
  await ledger.close();
  await proxy.close();
  await release();
}, 30_000);

it.concurrent('is closed though a statement is never answered', async () => {
  const { target, release } = await postgresDatabase();
  const connection = await PostgresConnection.open(target);
  const unanswered = connection.command('select pg_sleep(3600)').catch((error: unknown) => error);
  await connection.close();
  expect(await unanswered).toBeInstanceOf(Error);
  await release();
});
