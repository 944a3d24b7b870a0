import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { PostgresConnection, type PostgresTarget } from '../../../src/ledger/engines/postgres-connection.ts';
import { contentOf, cutOthersOff, emptied } from './database-content.ts';
import { databaseUrl } from './database-url.ts';

export interface PostgresDatabase {
  readonly target: PostgresTarget;
  /** Runs SQL past every engine. */
  command(sql: string): Promise<void>;
  /** SQL that puts the same rows into another, empty one. */
  content(): Promise<string>;
  /** Leaves the tables and nothing in them. Nobody works on it. */
  empty(): Promise<void>;
  /** Another test may have it; whoever is connected is cut off. */
  release(): Promise<void>;
}

/** Databases of this process that no test uses; to empty one is far cheaper than to make one. */
const idle: PostgresDatabase[] = [];

/** An empty, migrated database of one test's own. */
export async function postgresDatabase(): Promise<PostgresDatabase> {
  return idle.pop() ?? newDatabase();
}

/** One that is never given to another by `release`, for whoever keeps it. */
export async function newDatabase(): Promise<PostgresDatabase> {
  const target = await makeDatabase();
  let connection: PostgresConnection | null = null;
  // one for all the tests to come: to connect costs more than most of what it is asked
  const connected = async () => {
    if (connection === null || connection.isBroken) connection = await PostgresConnection.open(target);
    return connection;
  };
  const database: PostgresDatabase = {
    target,
    command: async (sql) => void (await (await connected()).command(sql)),
    content: async () => contentOf(await connected(), target.schema),
    empty: async () => emptied(await connected(), target.schema),
    async release() {
      await cutOthersOff(await connected());
      await database.empty();
      idle.push(database);
    },
  };
  return database;
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
