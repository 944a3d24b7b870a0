import { randomUUID } from 'node:crypto';
import type { PostgresConnection } from '../../src/ledger/engines/postgres-connection.ts';

/** Where tables of the same shape are: columns, checks and indexes, but nobody's foreign keys or triggers. */
export const PLAIN_SCHEMA = 'plain';

/** An insert of a row as some command writes it; `valueOf` gives the text of what is new in each. */
export interface EqualInsert {
  readonly table: string;
  /** A literal each, or null where every row has a value of its own. */
  readonly columns: ReadonlyArray<{
    readonly name: string;
    readonly isCounted: boolean;
    readonly literal: string | null;
  }>;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Does the work once, sees which rows it added, and makes tables of the same shape to insert such rows into. */
export async function equalInserts(
  connection: PostgresConnection,
  schema: string,
  work: () => Promise<void>,
): Promise<readonly EqualInsert[]> {
  const tables = await rowsOf(connection, `select tablename from pg_tables where schemaname = '${schema}' order by 1`);
  const names = tables.map(({ tablename }) => String(tablename));
  const counts = async () =>
    rowsOf(
      connection,
      names.map((name) => `select '${name}' as name, count(*) as rows from ${schema}.${name}`).join(' union all '),
    );
  const before = new Map((await counts()).map(({ name, rows }) => [name, Number(rows)]));
  await work();
  const added = (await counts())
    .map(({ name, rows }) => ({ table: String(name), rows: Number(rows) - (before.get(name) ?? 0) }))
    .filter(({ rows }) => rows > 0);
  await connection.command(`create schema ${PLAIN_SCHEMA}`);
  const inserts: EqualInsert[] = [];
  for (const { table, rows } of added) {
    await connection.command(`create table ${PLAIN_SCHEMA}.${table} (like ${schema}.${table} including all)`);
    const unique = await uniqueColumns(connection, `${schema}.${table}`);
    const newest = await rowsOf(
      connection,
      `select row_to_json(each)::text as row from ${schema}.${table} as each order by ctid desc limit ${rows}`,
    );
    for (const { row } of newest) {
      inserts.push({ table, columns: columnsOf(JSON.parse(String(row)), unique) });
    }
  }
  await connection.command(`create sequence ${PLAIN_SCHEMA}.counted`);
  return inserts;
}

function columnsOf(row: Readonly<Record<string, unknown>>, unique: ReadonlySet<string>): EqualInsert['columns'] {
  return Object.entries(row).map(([name, value]) => {
    const isNew = unique.has(name) || (typeof value === 'string' && GUID.test(value));
    if (!isNew || value === null) return { name, isCounted: false, literal: literalOf(value) };
    return { name, isCounted: typeof value === 'number', literal: null };
  });
}

/** Without colons: to pgbench they begin a variable. */
function literalOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `'${String(value).replaceAll("'", "''").replaceAll(':', ';')}'`;
}

/** The commands of a transaction that adds such rows; `newId` is SQL for a text that no row has. */
export function insertCommands(inserts: readonly EqualInsert[], newId: () => string): readonly string[] {
  return inserts.map(({ table, columns }) => {
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const values = columns.map(({ isCounted, literal }) =>
      isCounted ? `nextval('${PLAIN_SCHEMA}.counted')` : (literal ?? newId()),
    );
    return `insert into ${PLAIN_SCHEMA}.${table} (${names}) values (${values.join(', ')})`;
  });
}

/** For programs that write SQL themselves. */
export function newGuid(): string {
  return `'${randomUUID()}'`;
}

async function uniqueColumns(connection: PostgresConnection, table: string): Promise<ReadonlySet<string>> {
  const rows = await rowsOf(
    connection,
    `select attname as name from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
      where indrelid = '${table}'::regclass and indisunique`,
  );
  return new Set(rows.map(({ name }) => String(name)));
}

async function rowsOf(connection: PostgresConnection, sql: string): Promise<readonly Record<string, unknown>[]> {
  const [result] = await connection.command(sql);
  return result?.rows ?? [];
}
