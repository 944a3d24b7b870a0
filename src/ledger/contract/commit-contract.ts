import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { refuse } from '../../domain/errors.ts';
import { selectEntriesAfter } from '../append-entry.ts';
import type { Engine } from '../engine.ts';
import { type CommandContext, type Ledger, openLedger } from '../ledger.ts';
import { verifyLedger } from '../verify-ledger.ts';
import type { OpenStore } from './open-store.ts';
import { rowsOf, runSql } from './rows-of.ts';
import { anotherEvent, sampleEvents } from './sample-events.ts';

const context: CommandContext = {
  actorId: 'bob',
  command: 'sample',
  correlationId: 'c-1',
  origin: 'test',
  target: 't',
};
const start = Temporal.Instant.from('2026-11-24T08:00:00Z');
const clock = () => start;

function append(ledger: Ledger, ...numbers: readonly number[]): Promise<void> {
  return ledger.execute(context, ({ append }) => append(numbers.map(anotherEvent)));
}

async function people(engine: Engine): Promise<number> {
  return (await rowsOf(engine)).get('principal')?.length ?? 0;
}

/** What every command relies on: all or nothing, in one order, durable when answered. */
export function commitContract(open: OpenStore): void {
  it('keeps what was answered when it is opened again', async () => {
    const { store, engine } = await open();
    const ledger = await openLedger({ engine, clock });
    await ledger.execute(context, ({ append }) => append(sampleEvents));
    const [before, last] = [await rowsOf(engine), ledger.lastSequence()];
    await ledger.close();

    const again = await store.open();
    await again.migrate();
    const reopened = await openLedger({ engine: again, clock });
    expect(reopened.lastSequence()).toBe(last);
    expect(await rowsOf(again)).toEqual(before);
    await append(reopened, 1);
    expect((await verifyLedger(again)).problems).toEqual([]);
    await reopened.close();
  });

  it('gives entries a dense sequence and a chain of hashes, with who, what and where', async () => {
    const { ledger, engine } = await open();
    await ledger.execute(context, ({ append }) => append(sampleEvents));
    await append(ledger, 1);
    const rows = await engine.read((reader) => reader.all(selectEntriesAfter, { sequence: 0, limit: 1000 }));
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.map((row) => row.previous_hash)).toEqual([
      '0'.repeat(64),
      ...rows.slice(0, -1).map(({ hash }) => hash),
    ]);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(sampleEvents.length + 1);
    const entries = await ledger.entriesAfter(0, 1000);
    expect(entries.slice(0, -1).map(({ event }) => event)).toEqual(sampleEvents);
    expect(entries[0]).toMatchObject({ actorId: 'bob', command: 'sample', correlationId: 'c-1', origin: 'test' });
  });

  it('pages through the entries from any sequence number', async () => {
    const { ledger } = await open();
    await append(ledger, 1, 2, 3, 4, 5);
    expect((await ledger.entriesAfter(2, 2)).map(({ sequence }) => sequence)).toEqual([3, 4]);
    expect(await ledger.entriesAfter(5, 2)).toEqual([]);
  });

  it.each([
    ['an update', sql`update ledger_entry set payload = '{}' where sequence = 1`],
    ['an update of everything', sql`update ledger_entry set at = at`],
    ['a delete', sql`delete from ledger_entry where sequence = 2`],
    ['a delete of everything', sql`delete from ledger_entry`],
    [
      'an insert over an entry',
      sql`insert into ledger_entry select * from ledger_entry where sequence = 1
          on conflict (sequence) do update set payload = '{}'`,
    ],
    [
      'an insert that leaves a gap',
      sql`insert into ledger_entry select 99, at, type, actor_id, command, correlation_id, origin, payload,
          previous_hash, hash from ledger_entry where sequence = 1`,
    ],
  ])('refuses %s of the ledger', async (_, statement) => {
    const { ledger, engine } = await open();
    await append(ledger, 1, 2, 3);
    await expect(runSql(engine, statement)).rejects.toThrow();
    expect((await verifyLedger(engine)).problems).toEqual([]);
    expect((await ledger.entriesAfter(0, 10)).length).toBe(3);
  });

  it('records a refused command and changes no table', async () => {
    const { ledger, engine } = await open();
    await ledger.execute(context, ({ append }) => append(sampleEvents));
    const before = await rowsOf(engine);
    const refused = ledger.execute(context, async () => refuse({ code: 'notPermitted', message: 'not you' }));
    await expect(refused).rejects.toMatchObject({ violation: { code: 'notPermitted' } });
    expect(await rowsOf(engine)).toEqual(before);
    const [entry] = await ledger.entriesAfter(sampleEvents.length, 10);
    const event = { type: 'command.refused', command: 'sample', code: 'notPermitted', message: 'not you', target: 't' };
    expect(entry).toMatchObject({ actorId: 'bob', event });
  });

  it('leaves nothing of a command that is refused after it wrote', async () => {
    const { ledger, engine } = await open();
    const refused = ledger.execute(context, async ({ append }) => {
      await append([anotherEvent(1)]);
      refuse({ code: 'notPermitted', message: 'not you' });
    });
    await expect(refused).rejects.toThrow('not you');
    expect(await people(engine)).toBe(0);
    expect(ledger.lastSequence()).toBe(0);
  });

  it('lets an unexpected failure touch no other command of the batch, and writes no half of it', async () => {
    const { ledger, engine } = await open();
    const outcomes = await Promise.allSettled([
      append(ledger, 1),
      ledger.execute(context, async ({ append }) => {
        await append([anotherEvent(2), anotherEvent(3)]);
        throw new Error('the program is wrong');
      }),
      append(ledger, 4),
      // the same person again: the table refuses what the domain should have
      append(ledger, 5, 1),
      append(ledger, 6),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    const created = (await rowsOf(engine)).get('principal')?.map(({ id }) => id);
    expect(created).toEqual(['person-1', 'person-4', 'person-6']);
    expect((await verifyLedger(engine)).problems).toEqual([]);
    expect(ledger.lastSequence()).toBe(3);
  });

  it('does everything again, once, when the commit itself fails', async () => {
    const { engine } = await open();
    let failures = 1;
    const failing: Engine = {
      ...engine,
      write: (work) =>
        engine.write(async (tx) => {
          const result = await work(tx);
          if (failures-- > 0) throw new Error('the disk is full');
          return result;
        }),
    };
    const ledger = await openLedger({ engine: failing, clock });
    const told: number[] = [];
    ledger.onCommitted((entries) => told.push(...entries.map(({ sequence }) => sequence)));
    await Promise.all([append(ledger, 1), append(ledger, 2), append(ledger, 3)]);
    expect(told).toEqual([1, 2, 3]);
    expect(await people(engine)).toBe(3);
    expect((await verifyLedger(engine)).problems).toEqual([]);
  });

  it('shows a reader nothing that is not committed', async () => {
    const { engine, ledger } = await open();
    await append(ledger, 1);
    const seen: number[] = [];
    await engine.write(async (tx) => {
      await tx.query((db) => db.deleteFrom('principal'));
      seen.push(await people(engine));
    });
    seen.push(await people(engine));
    const failed = engine.write(async (tx) => {
      await tx.query((db) => db.insertInto('group_member').values({ group_id: 'g', member_id: 'm' }));
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(seen).toEqual([1, 0]);
    expect((await rowsOf(engine)).get('group_member')).toEqual([]);
  });

  it('shows one state for the whole of a snapshot', async () => {
    const { engine, ledger } = await open();
    await append(ledger, 1);
    const count = (db: Parameters<Parameters<Engine['snapshot']>[0]>[0]) =>
      db.query((builder) => builder.selectFrom('principal').select('id'));
    const seen = await engine.snapshot(async (reader) => {
      const first = (await count(reader)).length;
      await append(ledger, 2);
      return [first, (await count(reader)).length, await people(engine)];
    });
    expect(seen).toEqual([1, 1, 2]);
  });

  it('never goes back in time, although the clock does', async () => {
    const { engine } = await open();
    const readings = [10, 20, 5, 15, 30].map((seconds) => start.add({ seconds }));
    let reading = 0;
    const ledger = await openLedger({ engine, clock: () => readings[reading] ?? start });
    const told: Temporal.Instant[] = [];
    for (reading = 0; reading < readings.length; reading += 1) {
      await ledger.execute(context, async ({ now, append }) => {
        told.push(now);
        await append([anotherEvent(reading)]);
      });
    }
    const expected = [10, 20, 20, 20, 30].map((seconds) => start.add({ seconds }));
    expect(told).toEqual(expected);
    expect((await ledger.entriesAfter(0, 10)).map(({ at }) => at)).toEqual(expected);
    reading = 2;
    const atDryRun = await ledger.dryRun(async ({ now }) => now);
    expect(atDryRun).toEqual(start.add({ seconds: 30 }));
  });

  it('answers, and tells followers, only what is durable', async () => {
    const { engine } = await open();
    const order: string[] = [];
    // whoever looks what others wrote may find this sooner than it is answered here
    const { onOtherWrites: _, ...alone } = engine;
    const slow: Engine = {
      ...alone,
      async write(work) {
        const result = await engine.write(work);
        order.push(`durable: ${await people(engine)}`);
        return result;
      },
    };
    const ledger = await openLedger({ engine: slow, clock });
    ledger.onCommitted((entries) => order.push(`told of ${entries.length}`));
    await Promise.all([1, 2, 3].map((number) => append(ledger, number).then(() => order.push(`answered ${number}`))));
    expect(order).toEqual(['durable: 3', 'told of 3', 'answered 1', 'answered 2', 'answered 3']);
  });

  it('lets many waiting commands share a transaction, each seeing those before it', async () => {
    const { engine } = await open();
    let transactions = 0;
    const counted: Engine = {
      ...engine,
      write(work) {
        transactions += 1;
        return engine.write(work);
      },
    };
    const ledger = await openLedger({ engine: counted, clock });
    const count = (number: number) =>
      ledger.execute(context, async ({ tx, append }) => {
        const before = (await tx.query((db) => db.selectFrom('principal').select('id'))).length;
        await append([anotherEvent(number)]);
        return before;
      });
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    expect(await Promise.all(numbers.map(count))).toEqual(numbers);
    expect(transactions).toBeLessThan(20);
  });

  it('keeps one order when two programs write in turn', async () => {
    const { store, ledger, engine } = await open();
    const other = await store.open();
    await other.migrate();
    const second = await openLedger({ engine: other, clock });
    await append(ledger, 1);
    await append(second, 2);
    await append(ledger, 3);
    expect((await verifyLedger(engine)).problems).toEqual([]);
    expect((await second.entriesAfter(0, 10)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    await second.close();
  });

  it('keeps the rows of a follower together, without an entry', async () => {
    const { ledger, engine } = await open();
    const cursor = (sequence: number) =>
      ledger.writeFollower((tx) =>
        tx.query((db) => db.insertInto('follower_cursor').values({ name: `f-${sequence}`, sequence })).then(() => {}),
      );
    await cursor(1);
    const failed = ledger.writeFollower(async (tx) => {
      await tx.query((db) => db.deleteFrom('follower_cursor'));
      throw new Error('the follower is wrong');
    });
    const [, outcome] = await Promise.allSettled([append(ledger, 1), failed]);
    expect(outcome).toMatchObject({ status: 'rejected' });
    const cursors = await engine.read((reader) => reader.query((db) => db.selectFrom('follower_cursor').selectAll()));
    expect(cursors.map((row) => ({ ...row }))).toEqual([{ name: 'f-1', sequence: 1 }]);
    expect(ledger.lastSequence()).toBe(1);
  });
}
