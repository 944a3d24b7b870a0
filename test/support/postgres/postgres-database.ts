import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { PostgresConnection, type PostgresTarget, quoted } from '../../../src/ledger/engines/postgres-connection.ts';
import { databaseUrl } from './database-url.ts';

export interface PostgresDatabase {
  readonly target: PostgresTarget;
  /** Runs SQL past every engine. */
  command(sql: string): Promise<void>;
  /** Another test may have it; whoever is connected is cut off. */
  release(): Promise<void>;
}

/** Databases of this process that no test uses; to empty one is far cheaper than to make one. */
const idle: PostgresTarget[] = [];

/** An empty, migrated database of one test's own. */
export async function postgresDatabase(): Promise<PostgresDatabase> {
  const target = idle.pop() ?? (await makeDatabase());
  return {
    target,
    command: (sql) => command(target, sql),
    async release() {
      await command(target, await emptied(target));
      idle.push(target);
    },
  };
}

async function makeDatabase(): Promise<PostgresTarget> {
  const { url, template, schema } = inject('postgres') ?? noServer();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await command({ url, schema }, `create database ${name} template ${template}`);
  return { url: databaseUrl(url, name), schema };
}

/** What leaves the tables and nothing in them, not even what keeps the ledger from change. */
async function emptied(target: PostgresTarget): Promise<string> {
  const connection = await PostgresConnection.open(target);
  await connection.command(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  const [tables] = await connection.command('select tablename from pg_tables where schemaname = $1', [target.schema]);
  await connection.close();
  const emptying = tables?.rows.map(({ tablename }) => `delete from ${quoted(String(tablename))}`) ?? [];
  return [
    'set session_replication_role = replica',
    'create temporary table taken as select * from migration',
    ...emptying,
    `insert into migration select * from taken where name < '9'`,
    'alter table ledger_entry enable trigger user',
  ].join(';\n');
}

async function command(target: PostgresTarget, sql: string): Promise<void> {
  const connection = await PostgresConnection.open(target);
  await connection.command(sql).finally(() => connection.close());
}

function noServer(): never {
  throw new Error('this test needs PostgreSQL; run it in the Vitest project `postgres`');
}
