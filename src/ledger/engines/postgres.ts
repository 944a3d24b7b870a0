import { createHash } from 'node:crypto';
import { CommitUncertain, type Engine, type Reader, type Writer } from '../engine.ts';
import { PostgresConnection, type PostgresTarget } from './postgres-connection.ts';
import { migratePostgres } from './postgres-migrations.ts';
import { postgresReaders } from './postgres-readers.ts';
import { memoryEngine } from './sqlite.ts';

/** How often the fate of a commit is asked for before it counts as unknown, once a connection. */
const MOST_ENQUIRIES = 5;

/** Everybody who writes to one schema waits for the same lock. */
function lockOf(schema: string): bigint {
  return createHash('sha256').update(`brevet ${schema}`).digest().readBigInt64BE();
}

/**
 * The engine for more than one server: PostgreSQL 14 or later, in a schema of its own. All writers of all servers take
 * one lock, so that there is one order of everything; a reader sees what is committed. Works through a pooler in session
 * mode.
 */
export function postgresEngine(target: PostgresTarget): Engine {
  const { schema } = target;
  const lock = lockOf(schema);
  const readers = postgresReaders(target);
  let writer: PostgresConnection | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function connected(): Promise<PostgresConnection> {
    if (writer !== null && !writer.isBroken) return writer;
    await writer?.close();
    writer = null;
    writer = await PostgresConnection.open(target);
    return writer;
  }

  async function inTransaction<Result>(work: (tx: Writer) => Promise<Result>): Promise<Result> {
    const connection = await connected();
    const transaction = await begin(connection, lock);
    let result: Result;
    try {
      result = await work(connection);
    } catch (error) {
      await connection.command('rollback').catch(() => connection.close());
      throw error;
    }
    try {
      const [done] = await connection.command('commit');
      // a transaction that failed on the way is rolled back by its commit
      if (done?.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    } catch (error) {
      if (!connection.isBroken) {
        // the server said no: nothing of it is there
        if (isAnswer(error)) throw error;
        await connection.close();
      }
      if (!(await wasCommitted(transaction, error))) throw error;
    }
    return result;
  }

  /** Whether a transaction is there whose commit was not answered; never guessed. */
  async function wasCommitted(transaction: string, cause: unknown): Promise<boolean> {
    for (let enquiry = 0; enquiry < MOST_ENQUIRIES; enquiry += 1) {
      try {
        const connection = await connected();
        // whoever still works on it holds the lock
        const [, , status] = await connection.command(
          `begin; select pg_advisory_xact_lock(${lock}); select pg_xact_status('${transaction}') as status; commit`,
        );
        const word = status?.rows[0]?.status;
        if (word === 'committed') return true;
        if (word === 'aborted') return false;
      } catch {
        await writer?.close();
      }
    }
    throw new CommitUncertain('the database did not say whether it has kept the change', { cause });
  }

  const engine: Engine = {
    async migrate() {
      const connection = await PostgresConnection.open(target);
      try {
        await migratePostgres(connection, schema, lock);
      } finally {
        await connection.close();
      }
    },
    write(work) {
      const result = turn.then(() => inTransaction(work));
      turn = result.catch(() => undefined);
      return result;
    },
    read: (work) => readers.use((connection) => work(connection)),
    snapshot: (work) => readers.use((connection) => inSnapshot(connection, work)),
    scratch: memoryEngine,
    async close() {
      await turn;
      await Promise.all([writer?.close(), readers.close()]);
    },
  };
  return engine;
}

/** Begins a transaction and waits for its turn; the name by which PostgreSQL knows it. */
async function begin(connection: PostgresConnection, lock: bigint): Promise<string> {
  try {
    const results = await connection.command(
      `begin; select pg_advisory_xact_lock(${lock}); select pg_current_xact_id()::text as id`,
    );
    return String(results[2]?.rows[0]?.id);
  } catch (error) {
    await connection.command('rollback').catch(() => connection.close());
    throw error;
  }
}

async function inSnapshot<Result>(connection: PostgresConnection, work: (reader: Reader) => Promise<Result>) {
  await connection.command('begin isolation level repeatable read read only');
  try {
    return await work(connection);
  } finally {
    await connection.command('commit').catch(() => connection.close());
  }
}

/** Whether PostgreSQL itself answered with an error, as against a connection that was lost. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && (error as { severity?: unknown }).severity === 'ERROR';
}
