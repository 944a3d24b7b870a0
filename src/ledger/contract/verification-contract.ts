import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { selectEntriesAfter } from '../append-entry.ts';
import type { Engine } from '../engine.ts';
import { entryHash } from '../entry.ts';
import { rebuildTables } from '../rebuild-tables.ts';
import { type ProjectedTable, projectedTables } from '../schema.ts';
import { verifyLedger } from '../verify-ledger.ts';
import type { OpenStore } from './open-store.ts';
import { type Row, rowsOf, runSql } from './rows-of.ts';
import { sampleEvents } from './sample-events.ts';

const context = { actorId: 'bob', command: 'sample', correlationId: 'c-1', origin: 'test' };
const tables = Object.keys(projectedTables) as ProjectedTable[];

/** Columns that the database lets have few values only, with another one of them. */
const constrained: Readonly<Record<string, string>> = {
  'schedule_request.status': 'accepted',
  'schedule.kind': 'eligible',
  'schedule.assignment_type': 'assigned',
};

function different(table: string, column: string, value: Row[string] | undefined): string | number {
  const other = constrained[`${table}.${column}`];
  if (other !== undefined) return other;
  return typeof value === 'string' ? `${value}x` : (value ?? 0) + 1;
}

function isKey(table: ProjectedTable, row: Row) {
  const parts = projectedTables[table].map((column) => sql`${sql.ref(column)} = ${row[column] ?? null}`);
  return sql.join(parts, sql` and `);
}

async function problemsOf(engine: Engine): Promise<string> {
  return (await verifyLedger(engine)).problems.join('\n');
}

/** What an auditor relies on: the tables follow from the ledger, and no change of either goes unseen. */
export function verificationContract(open: OpenStore): void {
  async function sample() {
    const opened = await open();
    await opened.ledger.execute(context, ({ append }) => append(sampleEvents));
    return opened;
  }

  it('finds nothing wrong in a ledger that nobody touched, and says how long it is', async () => {
    const { engine, ledger } = await sample();
    const rows = await engine.read((reader) => reader.all(selectEntriesAfter, { sequence: 0, limit: 1000 }));
    expect(await verifyLedger(engine)).toEqual({
      entries: ledger.lastSequence(),
      lastHash: rows.at(-1)?.hash,
      isChainWhole: true,
      problems: [],
    });
  });

  it('has rows in every table that follows from the ledger, and gives the same ones when it is rebuilt', async () => {
    const { engine, ledger } = await sample();
    const before = await rowsOf(engine);
    for (const [table, rows] of before) expect(rows.length, table).toBeGreaterThan(0);
    for (const table of tables) await runSql(engine, sql`delete from ${sql.table(table)}`);
    expect(await rebuildTables(engine)).toBe(ledger.lastSequence());
    expect(await rowsOf(engine)).toEqual(before);
    await rebuildTables(engine);
    expect(await rowsOf(engine)).toEqual(before);
  });

  it.each(tables)('finds a change of any column, a missing and an additional row in %s', async (table) => {
    const { engine } = await sample();
    const rows = (await rowsOf(engine)).get(table) ?? [];
    const [row = {}] = rows;
    const where = isKey(table, row);

    for (const column of Object.keys(row)) {
      const changed = { ...row, [column]: different(table, column, row[column]) };
      const set = (from: Row, to: Row) =>
        sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to[column] ?? null} where ${isKey(table, from)}`;
      await runSql(engine, set(row, changed));
      expect(await problemsOf(engine), `${table}.${column}`).toContain(`table ${table}: row`);
      await runSql(engine, set(changed, row));
    }

    await runSql(engine, sql`delete from ${sql.table(table)} where ${where}`);
    expect(await problemsOf(engine)).toContain(`of the ledger is missing`);
    await rebuildTables(engine);

    const copy = Object.entries(row).map(([column, value]) =>
      typeof value === 'string' && !(`${table}.${column}` in constrained) ? `${value}x` : value,
    );
    const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
    await runSql(engine, sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(copy)})`);
    expect(await problemsOf(engine)).toContain('does not come from the ledger');
    await rebuildTables(engine);
    expect(await problemsOf(engine)).toBe('');
  });

  it.each([
    ['at', sql`at + 1`],
    ['type', sql`'principal.disabled'`],
    ['actor_id', sql`'mallory'`],
    ['actor_id', sql`null`],
    ['command', sql`'another'`],
    ['correlation_id', sql`'another'`],
    ['origin', sql`null`],
    ['payload', sql`replace(payload, 'alice', 'mallory')`],
    ['payload', sql`payload || ' '`],
    ['previous_hash', sql`hash`],
    ['hash', sql`previous_hash`],
  ])('finds a changed %s of an entry', async (column, value) => {
    const { engine, store } = await sample();
    await store.breakSeal();
    await runSql(engine, sql`update ledger_entry set ${sql.ref(column)} = ${value} where sequence = 4`);
    expect(await verifyLedger(engine)).toMatchObject({ isChainWhole: false, entries: 3 });
    expect(await problemsOf(engine)).toMatch(/^entry 4 /);
  });

  it('finds a changed entry whose own hash was made to fit', async () => {
    const { engine, store } = await sample();
    await store.breakSeal();
    const [row] = await engine.read((reader) => reader.all(selectEntriesAfter, { sequence: 3, limit: 1 }));
    if (row === undefined) throw new Error('no entry');
    const forged = { ...row, payload: row.payload.replaceAll('alice', 'mallory') };
    expect(forged.payload).not.toBe(row.payload);
    await runSql(
      engine,
      sql`update ledger_entry set payload = ${forged.payload}, hash = ${entryHash(forged)} where sequence = 4`,
    );
    expect(await problemsOf(engine)).toBe('entry 5 does not follow entry 4: the chain is broken');
  });

  it.each([1, 4, sampleEvents.length - 2])('finds that entry %i was removed', async (sequence) => {
    const { engine, store } = await sample();
    await store.breakSeal();
    await runSql(engine, sql`delete from ledger_entry where sequence = ${sequence}`);
    expect(await problemsOf(engine)).toBe(`entry ${sequence} is missing: the next one is ${sequence + 1}`);
  });

  it('finds that the last entries were removed, by the tables that still show them', async () => {
    const { engine, store } = await sample();
    await store.breakSeal();
    await runSql(engine, sql`delete from ledger_entry where sequence > 10`);
    expect(await problemsOf(engine)).toContain('does not come from the ledger');
  });

  it('finds an entry that was removed and the others closed up', async () => {
    const { engine, store } = await sample();
    await store.breakSeal();
    await runSql(engine, sql`delete from ledger_entry where sequence = 4`);
    for (let sequence = 5; sequence <= sampleEvents.length; sequence += 1) {
      await runSql(engine, sql`update ledger_entry set sequence = ${sequence - 1} where sequence = ${sequence}`);
    }
    expect(await problemsOf(engine)).toBe('entry 4 does not follow entry 3: the chain is broken');
  });

  it('finds that two entries changed places', async () => {
    const { engine, store } = await sample();
    await store.breakSeal();
    const swap = [
      [4, 1000],
      [5, 4],
      [1000, 5],
    ] as const;
    for (const [from, to] of swap) {
      await runSql(engine, sql`update ledger_entry set sequence = ${to} where sequence = ${from}`);
    }
    expect(await problemsOf(engine)).toBe('entry 4 does not follow entry 3: the chain is broken');
  });
}
