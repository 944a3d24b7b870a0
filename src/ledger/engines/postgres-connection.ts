import { Socket } from 'node:net';
import { Client, type ClientConfig, Query, type QueryResult } from 'pg';
import type { Reader, Writer } from '../engine.ts';
import { type SqlValue, storable } from '../statement.ts';
import { namedStatement, postgresBuilder, prepareAnew, valueParser } from './postgres-dialect.ts';
import { PreparedBefore, unavailable } from './postgres-errors.ts';

const CONNECT_MS = 5_000;
const STATEMENT_MS = 30_000;
const LOCK_MS = 10_000;
/** So long whoever closes waits for answers to what was sent. */
const CLOSE_MS = 1_000;

/** A plan that is made dear so that another one is taken is nothing to compile for. */
const BY_INDEX = '; set enable_seqscan to off; set jit to off';

export interface PostgresTarget {
  /** `postgres://user:password@host:port/database`, with the parameters that PostgreSQL's own clients know. */
  readonly url: string;
  /** Where all tables are. */
  readonly schema: string;
  /** How long a statement may run, in milliseconds; left out: 30 seconds. */
  readonly statementMs?: number;
  /** How long it may wait for a lock, in milliseconds; left out: 10 seconds. */
  readonly lockMs?: number;
  /** How long it may leave a transaction alone before the database ends it, in milliseconds; left out: as long as it likes. */
  readonly idleMs?: number;
  /**
   * Whether rows are found by an index wherever there is one, whatever the database has counted of the table; left out: as it likes.
   * A table that it has counted while it was empty it would read whole until it counts again.
   */
  readonly isByIndex?: boolean;
  /** Connections at most, at least 3: one writes, one listens, the others read; left out: 6. */
  readonly connections?: number;
}

interface Asked {
  readonly sql: string;
  readonly values?: unknown[] | undefined;
  /** Under which it is prepared once. */
  readonly name?: string;
}

/** One connection, and the statements that are prepared on it. */
export class PostgresConnection implements Writer {
  readonly #client: Client;
  readonly #socket: Socket;
  #isBroken = false;
  #isGathering = false;

  private constructor(client: Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
    client.on('error', () => {
      this.#isBroken = true;
    });
    client.on('end', () => {
      this.#isBroken = true;
    });
  }

  /** Connects. Throws where the server is not there, or cannot be written to: decisions are made on the primary alone. */
  static async open(target: PostgresTarget): Promise<PostgresConnection> {
    const { url, schema, statementMs = STATEMENT_MS, lockMs = LOCK_MS, idleMs = 0, isByIndex = false } = target;
    const socket = new Socket();
    const config: ClientConfig = {
      stream: () => socket,
      connectionString: url,
      application_name: 'brevet',
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      // what is sent does not wait for the answer to what was sent before
      pipeline: true,
      types: { getTypeParser: (oid: number) => valueParser(oid) as never },
    };
    const client = new Client(config);
    const connection = new PostgresConnection(client, socket);
    try {
      await client.connect();
      // not as start-up options: poolers do not pass those on
      await client.query(
        `set search_path to ${quoted(schema)}; set client_encoding to 'UTF8'; set statement_timeout to ${statementMs};
          set lock_timeout to ${lockMs}; set idle_in_transaction_session_timeout to ${idleMs}
          ${isByIndex ? BY_INDEX : ''}`,
      );
      const [row] = (await client.query('select pg_is_in_recovery() as is_replica')).rows;
      if (row?.is_replica !== 0) throw new Error('the database is a read-only replica; decisions need the primary');
    } catch (error) {
      await connection.close();
      throw unavailable(error) ?? error;
    }
    return connection;
  }

  /** Whether it is of no more use. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** One or more commands of this program's own; the results of each. */
  async command(sql: string, parameters?: readonly unknown[]): Promise<readonly QueryResult[]> {
    const result = await this.#send({ sql, values: parameters && [...parameters] });
    return Array.isArray(result) ? result : [result];
  }

  /** Calls whenever something is told on the channel. */
  async listen(channel: string, listener: (text: string) => void): Promise<void> {
    this.#client.on('notification', ({ payload }) => listener(payload ?? ''));
    await this.command(`listen ${quoted(channel)}`);
  }

  /** Calls once, when it is of no more use. */
  onBroken(listener: () => void): void {
    this.#client.once('end', listener);
  }

  /** What is asked before anybody waits leaves in one piece: each piece costs a call of the system, here and at the database. */
  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      this.#socket.uncork();
    });
  }

  /** The rows of one command, or what came of each of several. Throws `DatabaseUnavailable` where nobody answers. */
  async #send({ sql, values, name }: Asked): Promise<QueryResult> {
    this.#gather();
    try {
      return await new Promise((resolve, reject) => {
        const query = new Query(sql, values, (error, result) => (error ? reject(error) : resolve(result as never)));
        // given with the rest, the driver would copy all of it, which takes longer than to send it
        if (name !== undefined) Object.assign(query, { name });
        this.#client.query(query);
      });
    } catch (error) {
      const known = unavailable(error);
      if (known instanceof PreparedBefore) prepareAnew();
      throw known ?? error;
    }
  }

  all: Reader['all'] = async (statement, parameters) => {
    const { name, sql, bind } = namedStatement(statement);
    return (await this.#send({ name, sql, values: bind(parameters) })).rows as never[];
  };

  first: Reader['first'] = async (statement, parameters) => (await this.all(statement, parameters))[0];

  run: Writer['run'] = async (statement, parameters) => {
    await this.all(statement, parameters);
  };

  query: Reader['query'] = async (build) => {
    const { sql, parameters } = build(postgresBuilder).compile();
    const values = parameters.map((value) => storable(value as SqlValue));
    return (await this.#send({ sql, values })).rows as never[];
  };

  /** Ends it once what was sent is answered; where that takes too long, at once. */
  async close(): Promise<void> {
    this.#isBroken = true;
    const late = setTimeout(() => this.#socket.destroy(), CLOSE_MS);
    await this.#client.end().catch(() => undefined);
    clearTimeout(late);
  }
}

/** A name as part of a command. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
