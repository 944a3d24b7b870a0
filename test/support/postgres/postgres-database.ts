import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { PostgresConnection, type PostgresTarget } from '../../../src/ledger/engines/postgres-connection.ts';
import { contentOf, emptied } from './database-content.ts';
import { databaseUrl } from './database-url.ts';

export interface PostgresDatabase {
  readonly target: PostgresTarget;
  /** Runs SQL past every engine. */
  command(sql: string): Promise<void>;
  /** SQL that puts the same rows into another, empty one. */
  content(): Promise<string>;
  /** Another test may have it; whoever is connected is cut off. */
  release(): Promise<void>;
}

/** Databases of this process that no test uses; to empty one is far cheaper than to make one. */
const idle: PostgresTarget[] = [];

/** An empty, migrated database of one test's own. */
export async function postgresDatabase(): Promise<PostgresDatabase> {
  const target = idle.pop() ?? (await makeDatabase());
  const use = async <Result>(work: (connection: PostgresConnection) => Promise<Result>): Promise<Result> => {
    const connection = await PostgresConnection.open(target);
    return work(connection).finally(() => connection.close());
  };
  return {
    target,
    command: (sql) => use(async (connection) => void (await connection.command(sql))),
    content: () => use((connection) => contentOf(connection, target.schema)),
    async release() {
      await use((connection) => emptied(connection, target.schema));
      idle.push(target);
    },
  };
}

async function makeDatabase(): Promise<PostgresTarget> {
  const { url, template, schema } = inject('postgres') ?? noServer();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const connection = await PostgresConnection.open({ url, schema });
  await connection.command(`create database ${name} template ${template}`).finally(() => connection.close());
  return { url: databaseUrl(url, name), schema };
}

function noServer(): never {
  throw new Error('this test needs PostgreSQL; run it in the Vitest project `postgres`');
}
