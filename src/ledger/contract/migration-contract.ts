import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { principalById } from '../facts/principal-facts.ts';
import { type Ledger, openLedger } from '../ledger.ts';
import type { Migration } from '../migrations/migration.ts';
import { migrations } from '../migrations/migrations.ts';
import { verifyLedger } from '../verify-ledger.ts';
import type { OpenStore } from './open-store.ts';
import { rowsOf, runSql } from './rows-of.ts';
import { anotherEvent, sampleEvents } from './sample-events.ts';

const context = { actorId: null, command: 'sample', correlationId: 'c-1', origin: null };

async function applied(engine: Engine): Promise<readonly unknown[]> {
  const statement = sql`select name, applied_at from migration order by name`;
  const rows = await engine.read((reader) => reader.query((db) => ({ compile: () => statement.compile(db) })));
  return rows.map((row) => ({ ...(row as object) }));
}

/** A step of the version after this one: it gives tables that are read whole more columns, and adds a table and an index. */
const adding: Migration = {
  name: '9001_add_nicknames',
  statements: (db) => [
    ...(['principal', 'schedule', 'scope', 'ledger_entry'] as const).map((table) =>
      db.schema.alterTable(table).addColumn('nickname', 'text'),
    ),
    db.schema.createTable('nickname').addColumn('id', 'text', (column) => column.primaryKey()),
    db.schema.createIndex('principal_by_nickname').on('principal').columns(['nickname']),
  ],
};
/** One of the version after that: it takes away what only programs use that do not know the step before. */
const takingAway: Migration = {
  name: '9002_drop_nickname',
  needs: adding.name,
  statements: (db) => [db.schema.dropTable('nickname')],
};

/** Leaves the database as this version makes it: others may have it next. */
async function undo(engine: Engine): Promise<void> {
  await runSql(engine, sql`drop index principal_by_nickname`);
  for (const table of ['principal', 'schedule', 'scope', 'ledger_entry']) {
    await runSql(engine, sql`alter table ${sql.ref(table)} drop column nickname`);
  }
  await runSql(engine, sql`drop table if exists nickname`);
  await runSql(engine, sql`delete from migration where name like '900%'`);
}

/** What an upgrade relies on: each step forward is taken once, and nothing is lost. */
export function migrationContract(open: OpenStore): void {
  it('takes every step once, in order', async () => {
    const { engine } = await open();
    const names = migrations.map(({ name }) => ({ name, applied_at: expect.any(Number) }));
    expect(await applied(engine)).toEqual(names);
    expect([...migrations.map(({ name }) => name)].sort()).toEqual(migrations.map(({ name }) => name));
  });

  it('does nothing at a second start', async () => {
    const { store, engine, ledger } = await open();
    await ledger.execute(context, ({ append }) => append(sampleEvents));
    const before = [await applied(engine), await rowsOf(engine)];
    await ledger.close();
    const again = await store.open();
    await again.migrate();
    await again.migrate();
    expect([await applied(again), await rowsOf(again)]).toEqual(before);
    await again.close();
  });

  it('refuses a database that a newer program has made, and leaves it as it is', async () => {
    const { store, engine } = await open();
    await runSql(engine, sql`insert into migration (name, applied_at) values ('9999_from_the_future', 1)`);
    await engine.close();
    const again = await store.open();
    await expect(again.migrate()).rejects.toThrow(/newer than this program.*9999_from_the_future/);
    await again.close();
  });

  it('lets a program go on beside a newer one that only adds, and start again', async () => {
    const { store, engine, ledger } = await open();
    await ledger.execute(context, ({ append }) => append([anotherEvent(1)]));
    let number = 1;
    const work = async (by: Ledger) => {
      number += 1;
      const added = anotherEvent(number);
      await by.execute(context, async ({ tx, append }) => {
        expect(await principalById(tx, 'person-1')).toMatchObject({ enabled: true });
        await append([added]);
      });
      expect(await by.read((reader) => principalById(reader, `person-${number}`))).toMatchObject({ enabled: true });
      expect(await by.entriesAfter(0, 100)).toHaveLength(number);
    };
    await work(ledger);
    const newer = await store.open([...migrations, adding]);
    await newer.migrate();
    // every statement was prepared for tables with fewer columns
    await work(ledger);
    await work(await openLedger({ engine: newer, clock: () => Temporal.Instant.from('2026-11-24T08:00:00Z') }));
    await work(ledger);
    expect((await verifyLedger(engine)).problems).toEqual([]);

    const again = await store.open();
    await again.migrate();
    expect((await verifyLedger(again)).problems).toEqual([]);
    await again.close();
    await undo(newer);
    await newer.close();
  });

  it('refuses a database in which a newer program has taken away what this one works with', async () => {
    const { store } = await open();
    const newest = await store.open([...migrations, adding, takingAway]);
    await newest.migrate();
    const between = await store.open([...migrations, adding]);
    await between.migrate();
    await between.close();
    const older = await store.open();
    await expect(older.migrate()).rejects.toThrow(/newer than this program.*9002_drop_nickname/);
    await older.close();
    await undo(newest);
    await newest.close();
  });
}
