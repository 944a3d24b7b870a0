import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Reader, Writer } from '../engine.ts';
import { principalById } from '../facts/principal-facts.ts';
import { type CommandContext, type CommandScope, type Ledger, openLedger } from '../ledger.ts';
import { remembered } from '../remembered.ts';
import { statement } from '../statement.ts';
import type { OpenStore } from './open-store.ts';
import { anotherEvent } from './sample-events.ts';

const context: CommandContext = { actorId: null, command: 'sample', correlationId: 'c-1', origin: null };
const clock = () => Temporal.Instant.from('2026-11-24T08:00:00Z');

const selectPeople = statement((db, p: { kind: string }) =>
  db.selectFrom('principal').select('id').where('kind', '=', p.kind),
);
const selectCursors = statement((db, _p: Record<never, never>) => db.selectFrom('follower_cursor').select('name'));

/** How many people there are, in each of the ways in which a fact can be read; `asked` counts how often it was. */
function countsOfPeople() {
  const asked = { prepared: 0, built: 0, raw: 0, nested: 0, cursors: 0 };
  const prepared = remembered(async (tx, kind: string) => {
    asked.prepared += 1;
    return (await tx.all(selectPeople, { kind })).length;
  });
  return {
    asked,
    counts: {
      prepared: (tx: Reader) => prepared(tx, 'user'),
      built: remembered(async (tx) => {
        asked.built += 1;
        return (await tx.query((db) => db.selectFrom('principal').select('id'))).length;
      }),
      raw: remembered(async (tx) => {
        asked.raw += 1;
        const rows = tx.query((db) => db.selectNoFrom(sql<number>`(select count(*) from principal)`.as('people')));
        return Number((await rows)[0]?.people);
      }),
      nested: remembered(async (tx) => {
        asked.nested += 1;
        return prepared(tx, 'user');
      }),
    },
    cursors: remembered(async (tx) => {
      asked.cursors += 1;
      return (await tx.all(selectCursors, {})).length;
    }),
  };
}

function command<Result>(ledger: Ledger, work: (scope: CommandScope) => Promise<Result>): Promise<Result> {
  return ledger.execute(context, work);
}

/** Remembering facts must never be noticed, but for the time that it saves. */
export function memoryContract(open: OpenStore): void {
  it('reads a fact once for many commands, until a table that it was read from is written', async () => {
    const { ledger } = await open();
    const { asked, counts, cursors } = countsOfPeople();
    async function all({ tx }: CommandScope) {
      const found: number[] = [];
      for (const count of [...Object.values(counts), cursors]) found.push(await count(tx));
      return found;
    }
    for (let time = 0; time < 3; time += 1) expect(await command(ledger, all)).toEqual([0, 0, 0, 0, 0]);
    expect(asked).toMatchObject({ prepared: 1, built: 1, nested: 1, cursors: 1 });
    await command(ledger, ({ append }) => append([anotherEvent(1)]));
    for (let time = 0; time < 3; time += 1) expect(await command(ledger, all)).toEqual([1, 1, 1, 1, 0]);
    expect(asked).toMatchObject({ prepared: 2, built: 2, nested: 2, cursors: 1 });
  });

  it('sees what the command itself wrote, and what one before it in the same transaction did', async () => {
    const { ledger } = await open();
    const { counts } = countsOfPeople();
    const steps = [1, 2, 3].map((number) =>
      command(ledger, async ({ tx, append }) => {
        const before = await counts.nested(tx);
        await append([anotherEvent(number)]);
        return [before, await counts.nested(tx)];
      }),
    );
    expect(await Promise.all(steps)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('forgets what was seen in a transaction that failed', async () => {
    const { ledger } = await open();
    const { counts } = countsOfPeople();
    const failed = command(ledger, async ({ tx, append }) => {
      await append([anotherEvent(1)]);
      expect(await counts.nested(tx)).toBe(1);
      expect(await principalById(tx, 'person-1')).not.toBeNull();
      throw new Error('the program is wrong');
    });
    await expect(failed).rejects.toThrow('the program is wrong');
    expect(await command(ledger, ({ tx }) => counts.nested(tx))).toBe(0);
    expect(await command(ledger, ({ tx }) => principalById(tx, 'person-1'))).toBeNull();
  });

  it('forgets what another program may have changed', async () => {
    const { store, ledger } = await open();
    const other = await store.open();
    await other.migrate();
    const second = await openLedger({ engine: other, clock });
    expect(await command(ledger, ({ tx }) => principalById(tx, 'person-1'))).toBeNull();
    await command(second, ({ append }) => append([anotherEvent(1)]));
    expect(await command(ledger, ({ tx }) => principalById(tx, 'person-1'))).toMatchObject({ id: 'person-1' });
    await second.close();
  });

  it.each<[string, (tx: Writer) => Promise<unknown>]>([
    ['a follower', (tx) => tx.query((db) => db.insertInto('follower_cursor').values({ name: 'f', sequence: 1 }))],
    [
      'SQL of its own',
      (tx) => {
        const insert = sql`insert into follower_cursor (name, sequence) values ('f', 1)`;
        return tx.query((db) => ({ compile: () => insert.compile(db) }));
      },
    ],
  ])('forgets what %s wrote', async (_, write) => {
    const { ledger } = await open();
    const { cursors } = countsOfPeople();
    expect(await command(ledger, ({ tx }) => cursors(tx))).toBe(0);
    await ledger.writeFollower(write);
    expect(await command(ledger, ({ tx }) => cursors(tx))).toBe(1);
  });

  it('keeps nothing that was being read while its table was written', async () => {
    const { ledger } = await open();
    const read = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const slow = remembered(async (tx) => {
      const people = (await tx.all(selectPeople, { kind: 'user' })).length;
      read.resolve();
      await written.promise;
      return people;
    });
    await command(ledger, async ({ tx, append }) => {
      const early = slow(tx);
      await read.promise;
      await append([anotherEvent(1)]);
      written.resolve();
      expect(await early).toBe(0);
      expect(await slow(tx)).toBe(1);
    });
  });

  it('remembers nothing outside of commands', async () => {
    const { ledger } = await open();
    const { asked, counts } = countsOfPeople();
    expect(await ledger.read((reader) => counts.prepared(reader))).toBe(0);
    await command(ledger, ({ append }) => append([anotherEvent(1)]));
    expect(await ledger.read((reader) => counts.prepared(reader))).toBe(1);
    expect(await ledger.dryRun(({ tx }) => counts.prepared(tx))).toBe(1);
    expect(asked.prepared).toBe(3);
  });
}
