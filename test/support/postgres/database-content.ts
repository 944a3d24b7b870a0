import { type PostgresConnection, quoted } from '../../../src/ledger/engines/postgres-connection.ts';

/** A table that grew beyond it is made anew: rows that are gone would be looked through by every test to come. */
const LARGEST_BYTES = 256 * 1024;

/**
 * Leaves the tables and nothing in them; not even what keeps the ledger from change hinders it. To delete a few rows is
 * far cheaper than to make a table anew.
 */
export async function emptied(connection: PostgresConnection, schema: string): Promise<void> {
  const tables = await tablesOf(connection, schema);
  const found = tables.map((table) => {
    const name = quoted(table);
    return `select '${table}' as table, pg_relation_size('${name}') > ${LARGEST_BYTES} as is_large
      where exists (select from ${name})`;
  });
  const [filled] = await connection.command(found.join(' union all '));
  await connection.command(
    [
      'set session_replication_role = replica',
      ...(filled?.rows ?? []).map((row) => `${row.is_large ? 'truncate' : 'delete from'} ${quoted(row.table)}`),
      // a test may have come from the future
      `delete from migration where name > '9'`,
      'alter table ledger_entry enable trigger user',
    ].join(';\n'),
  );
}

/** Ends everybody else's connection to the database. */
export async function cutOthersOff(connection: PostgresConnection): Promise<void> {
  await connection.command(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
}

/** SQL that puts the same rows into empty tables. */
export async function contentOf(connection: PostgresConnection, schema: string): Promise<string> {
  const inserts: string[] = ['set session_replication_role = replica'];
  for (const table of await tablesOf(connection, schema)) {
    const name = quoted(table);
    const [found] = await connection.command(`select json_agg(each)::text as rows from ${name} as each`);
    const rows: unknown = found?.rows[0]?.rows;
    if (typeof rows !== 'string') continue;
    const literal = `$rows$${rows}$rows$`;
    inserts.push(`insert into ${name} select * from json_populate_recordset(null::${name}, ${literal})`);
  }
  return inserts.join(';\n');
}

async function tablesOf(connection: PostgresConnection, schema: string): Promise<readonly string[]> {
  const all = `select tablename from pg_tables where schemaname = $1 and tablename <> 'migration'`;
  const [tables] = await connection.command(all, [schema]);
  return tables?.rows.map(({ tablename }) => String(tablename)) ?? [];
}
