import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { migrations } from '../migrations/migrations.ts';
import type { OpenStore } from './open-store.ts';
import { rowsOf, runSql } from './rows-of.ts';
import { sampleEvents } from './sample-events.ts';

const context = { actorId: null, command: 'sample', correlationId: 'c-1', origin: null };

async function applied(engine: Engine): Promise<readonly unknown[]> {
  const statement = sql`select name, applied_at from migration order by name`;
  const rows = await engine.read((reader) => reader.query((db) => ({ compile: () => statement.compile(db) })));
  return rows.map((row) => ({ ...(row as object) }));
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
}
