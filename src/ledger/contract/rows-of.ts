import type { sql } from 'kysely';
import type { Engine } from '../engine.ts';
import { type ProjectedTable, projectedTables } from '../schema.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** Every projected table with its rows, in the order of their keys. */
export async function rowsOf(engine: Engine): Promise<ReadonlyMap<ProjectedTable, readonly Row[]>> {
  const tables = new Map<ProjectedTable, readonly Row[]>();
  for (const table of Object.keys(projectedTables) as ProjectedTable[]) {
    const rows = await engine.read((reader) => reader.query((db) => db.selectFrom(table).selectAll()));
    const keyOf = (row: Row) => projectedTables[table].map((column) => row[column]).join(' ');
    tables.set(
      table,
      (rows as Row[]).map((row) => ({ ...row })).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    );
  }
  return tables;
}

/** Runs a statement behind the back of the ledger. */
export function runSql(engine: Engine, statement: ReturnType<typeof sql>): Promise<unknown> {
  return engine.write((tx) => tx.query((db) => ({ compile: () => statement.compile(db) })));
}
