import { Client, type ClientConfig, type QueryResult } from 'pg';
import type { Reader, Writer } from '../engine.ts';
import { type SqlValue, storable } from '../statement.ts';
import { namedStatement, postgresBuilder, valueParser } from './postgres-dialect.ts';

/** How long a statement may run and how long it may wait for a lock, in milliseconds. */
const STATEMENT_MS = 30_000;
const LOCK_MS = 10_000;
const CONNECT_MS = 5_000;

export interface PostgresTarget {
  /** `postgres://user:password@host:port/database`, with the parameters that PostgreSQL's own clients know. */
  readonly url: string;
  /** Where all tables are. */
  readonly schema: string;
}

/** One connection, and the statements that are prepared on it. */
export class PostgresConnection implements Writer {
  readonly #client: Client;
  #isBroken = false;

  private constructor(client: Client) {
    this.#client = client;
    client.on('error', () => {
      this.#isBroken = true;
    });
    client.on('end', () => {
      this.#isBroken = true;
    });
  }

  /** Connects. Throws where the server is not there, or cannot be written to: decisions are made on the primary alone. */
  static async open({ url, schema }: PostgresTarget): Promise<PostgresConnection> {
    const config: ClientConfig = {
      connectionString: url,
      application_name: 'brevet',
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      lock_timeout: LOCK_MS,
      keepAlive: true,
      types: { getTypeParser: (oid: number) => valueParser(oid) as never },
    };
    const client = new Client(config);
    const connection = new PostgresConnection(client);
    try {
      await client.connect();
      // not as a start-up option: poolers do not pass those on
      await client.query(`set search_path to ${quoted(schema)}; set client_encoding to 'UTF8'`);
      const [row] = (await client.query('select pg_is_in_recovery() as is_replica')).rows;
      if (row?.is_replica !== 0) throw new Error('the database is a read-only replica; decisions need the primary');
    } catch (error) {
      await connection.close();
      throw error;
    }
    return connection;
  }

  /** Whether it is of no more use. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** One or more commands of this program's own; the results of each. */
  async command(sql: string, parameters?: readonly unknown[]): Promise<readonly QueryResult[]> {
    const result = await this.#client.query(sql, parameters as unknown[] | undefined);
    return Array.isArray(result) ? result : [result];
  }

  all: Reader['all'] = async (statement, parameters) => {
    const { name, sql, bind } = namedStatement(statement);
    return (await this.#client.query({ name, text: sql, values: bind(parameters) })).rows;
  };

  first: Reader['first'] = async (statement, parameters) => (await this.all(statement, parameters))[0];

  run: Writer['run'] = async (statement, parameters) => {
    await this.all(statement, parameters);
  };

  query: Reader['query'] = async (build) => {
    const { sql, parameters } = build(postgresBuilder).compile();
    return (
      await this.#client.query(
        sql,
        parameters.map((value) => storable(value as SqlValue)),
      )
    ).rows;
  };

  async close(): Promise<void> {
    this.#isBroken = true;
    await this.#client.end().catch(() => undefined);
  }
}

/** A name as part of a command. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
