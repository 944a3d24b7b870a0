import { createHash, randomUUID } from 'node:crypto';
import { DatabaseUnavailable, type Engine, type Reader, type Writer } from '../engine.ts';
import type { Migration } from '../migrations/migration.ts';
import { migrations } from '../migrations/migrations.ts';
import { commitMarks } from './postgres-commit-marks.ts';
import { PostgresConnection, type PostgresTarget } from './postgres-connection.ts';
import { PreparedBefore } from './postgres-errors.ts';
import { postgresListener } from './postgres-listener.ts';
import { migratePostgres } from './postgres-migrations.ts';
import { pipelinedWriter } from './postgres-pipelined-writer.ts';
import { postgresReaders } from './postgres-readers.ts';
import { memoryEngine } from './sqlite.ts';

/**
 * A server that stands still in the middle of a transaction keeps all others from writing: the database ends it after so
 * many milliseconds, well before those who wait for their turn give up.
 */
const MOST_IDLE_MS = 3_000;

/** Everybody who writes to one schema waits for the same lock. */
function lockOf(schema: string): bigint {
  return createHash('sha256').update(`brevet ${schema}`).digest().readBigInt64BE();
}

/**
 * The engine for more than one server: PostgreSQL 14 or later, in a schema of its own. All writers of all servers take
 * one lock, so that there is one order of everything; a reader sees what is committed. Works through a pooler in session
 * mode.
 */
export function postgresEngine(target: PostgresTarget, steps: readonly Migration[] = migrations): Engine {
  const { schema } = target;
  const lock = lockOf(schema);
  const readers = postgresReaders(target);
  const server = randomUUID();
  const listener = postgresListener(target, server);
  const marks = commitMarks(server);
  let writer: PostgresConnection | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function connected(): Promise<PostgresConnection> {
    if (writer !== null && !writer.isBroken) return writer;
    await writer?.close();
    writer = null;
    // a command asks for rows by their keys, while everybody else waits
    writer = await PostgresConnection.open({ ...target, idleMs: MOST_IDLE_MS, isByIndex: true });
    return writer;
  }

  /** Waits for its turn in a transaction that has done nothing yet; a connection that was lost meanwhile is made anew. */
  async function begun(isSecondTry = false): Promise<PostgresConnection> {
    const connection = await connected();
    try {
      await connection.command(`begin; select pg_advisory_xact_lock(${lock})`);
      return connection;
    } catch (error) {
      await connection.command('rollback').catch(() => connection.close());
      if (isSecondTry || !connection.isBroken) throw error;
      return begun(true);
    }
  }

  async function transaction<Result>(work: (tx: Writer) => Promise<Result>): Promise<Result> {
    const connection = await begun();
    const { tx, settled } = pipelinedWriter(connection);
    let result: Result;
    try {
      result = await work(tx);
      await settled();
    } catch (error) {
      await connection.command('rollback').catch(() => connection.close());
      throw error;
    }
    const mark = marks.next();
    try {
      const results = await connection.command(`${marks.write(mark)}; ${listener.wakeOthers}; commit`);
      // a transaction that failed on the way is rolled back by its commit
      if (results.at(-1)?.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    } catch (error) {
      if (error instanceof DatabaseUnavailable) {
        await connection.close();
        if (await marks.isCommitted(mark, { connected, lock, cause: error })) return result;
      } else {
        await connection.command('rollback').catch(() => connection.close());
      }
      throw error;
    }
    return result;
  }

  /** Where a newer program has given tables more columns in between, nothing was done, and it is done again, once. */
  async function inTransaction<Result>(work: (tx: Writer) => Promise<Result>): Promise<Result> {
    try {
      return await transaction(work);
    } catch (error) {
      if (!(error instanceof PreparedBefore)) throw error;
      return transaction(work);
    }
  }

  /** A read changes nothing: where its connection was lost, it is done again on another, once. */
  async function reading<Result>(work: (connection: PostgresConnection) => Promise<Result>): Promise<Result> {
    let isLost = false;
    const attempt = () =>
      readers.use(async (connection) => {
        try {
          return await work(connection);
        } finally {
          isLost = connection.isBroken;
        }
      });
    try {
      return await attempt();
    } catch (error) {
      const isOfOldTables = error instanceof PreparedBefore;
      if (!isOfOldTables && (!isLost || !(error instanceof DatabaseUnavailable))) throw error;
      return attempt();
    }
  }

  return {
    async migrate() {
      // another server may be at it, and an index on many rows takes its time
      const connection = await PostgresConnection.open({ ...target, lockMs: 0, statementMs: 0 });
      try {
        await migratePostgres(connection, { schema, lock, steps });
      } finally {
        await connection.close();
      }
    },
    write(work) {
      const result = turn.then(() => inTransaction(work));
      turn = result.catch(() => undefined);
      return result;
    },
    read: (work) => reading((connection) => work(connection)),
    snapshot: (work) => reading((connection) => inSnapshot(connection, work)),
    scratch: memoryEngine,
    onOtherWrites: listener.onWake,
    pool: readers.pool,
    async close() {
      await turn;
      await Promise.all([writer?.close(), readers.close(), listener.close()]);
    },
  };
}

async function inSnapshot<Result>(connection: PostgresConnection, work: (reader: Reader) => Promise<Result>) {
  await connection.command('begin isolation level repeatable read read only');
  try {
    return await work(connection);
  } finally {
    await connection.command('commit').catch(() => connection.close());
  }
}
