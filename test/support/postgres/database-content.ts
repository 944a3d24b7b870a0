import { type PostgresConnection, quoted } from '../../../src/ledger/engines/postgres-connection.ts';

/** Leaves the tables and nothing in them; not even what keeps the ledger from change hinders it. */
export async function emptied(connection: PostgresConnection, schema: string): Promise<void> {
  await connection.command(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  const tables = await tablesOf(connection, schema);
  await connection.command(
    [
      'set session_replication_role = replica',
      ...tables.map((table) => `delete from ${quoted(table)}`),
      // a test may have come from the future
      `delete from migration where name > '9'`,
      'alter table ledger_entry enable trigger user',
    ].join(';\n'),
  );
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
