import { expect, it } from 'vitest';
import { postgresDatabase } from '../../../test/support/postgres/postgres-database.ts';
import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';
import { postgresEngine } from './postgres.ts';

const insert = statement((db, p: { name: string; sequence: number }) =>
  db.insertInto('follower_cursor').values({ name: p.name, sequence: p.sequence }),
);
const selectAll = statement((db, _p: Record<never, never>) =>
  db.selectFrom('follower_cursor').select('name').orderBy('name'),
);

async function onEngine(work: (engine: ReturnType<typeof postgresEngine>) => Promise<void>): Promise<void> {
  const { target, release } = await postgresDatabase();
  const engine = postgresEngine(target);
  await work(engine);
  await engine.close();
  await release();
}

const names = (tx: Pick<Writer, 'all'>) => tx.all(selectAll, {}).then((rows) => rows.map(({ name }) => name));

it('reads what was written before, though nobody waited for it', async () => {
  await onEngine(async (engine) => {
    const seen = await engine.write(async (tx) => {
      tx.run(insert, { name: 'one', sequence: 1 });
      tx.run(insert, { name: 'two', sequence: 1 });
      return names(tx);
    });
    expect(seen).toEqual(['one', 'two']);
    expect(await engine.read(names)).toEqual(['one', 'two']);
  });
});

it('keeps nothing where one of the writes failed, says why, and goes on', async () => {
  await onEngine(async (engine) => {
    const twice = async (tx: Writer) => {
      await tx.run(insert, { name: 'one', sequence: 1 });
      await tx.run(insert, { name: 'one', sequence: 1 });
      await tx.run(insert, { name: 'two', sequence: 1 });
    };
    // noticed at the end, and by a read after it: the first reason, not that everything after it failed too
    await expect(engine.write(twice)).rejects.toThrow(/follower_cursor_pk/);
    const thenReads = engine.write(async (tx) => {
      await twice(tx);
      return names(tx);
    });
    await expect(thenReads).rejects.toThrow(/follower_cursor_pk/);
    await engine.write((tx) => tx.run(insert, { name: 'three', sequence: 1 }));
    expect(await engine.read(names)).toEqual(['three']);
  });
});

it('writes any number of rows in one transaction', async () => {
  await onEngine(async (engine) => {
    await engine.write(async (tx) => {
      for (let number = 0; number < 1000; number += 1) await tx.run(insert, { name: `n${number}`, sequence: number });
    });
    expect(await engine.read(names)).toHaveLength(1000);
  });
});
