import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Engine, Reader, Writer } from '../engine.ts';
import type { Migration } from '../migrations/migration.ts';
import { migrations } from '../migrations/migrations.ts';
import { needsToNote, type StepTaken, stepsToTake } from '../migrations/steps-to-take.ts';
import type { Schema } from '../schema.ts';
import type { CompiledStatement, QueryBuilder, SqlValue } from '../statement.ts';
import { type AnyStatement, compiledStatements } from './compiled-statements.ts';
import { checkpointsOf } from './sqlite-checkpoints.ts';
import { writerPragmas } from './sqlite-pragmas.ts';
import { dropStatistics } from './sqlite-statistics.ts';

export interface SqliteOptions {
  /** File path; `:memory:` for one that is gone when closed. */
  readonly path: string;
  /** What a database in memory begins with, as SQLite serialises it; absent: nothing. */
  readonly content?: Uint8Array;
  /** The steps that the program knows; absent: those of this version. */
  readonly steps?: readonly Migration[];
}

const builder: QueryBuilder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const compiled = compiledStatements(builder);

class SqliteConnection implements Writer {
  readonly database: DatabaseSync;
  readonly #prepared = new WeakMap<AnyStatement, { statement: StatementSync; bind: CompiledStatement['bind'] }>();

  constructor(path: string | URL, options: { readOnly: boolean }) {
    this.database = new DatabaseSync(path, { readOnly: options.readOnly, timeout: 5000 });
  }

  #prepare(statement: AnyStatement) {
    let prepared = this.#prepared.get(statement);
    if (prepared === undefined) {
      const { sql, bind } = compiled(statement);
      prepared = { statement: this.database.prepare(sql), bind };
      this.#prepared.set(statement, prepared);
    }
    return prepared;
  }

  all: Reader['all'] = async (statement, parameters) => {
    const { statement: prepared, bind } = this.#prepare(statement);
    return prepared.all(...bind(parameters)) as never[];
  };

  first: Reader['first'] = async (statement, parameters) => {
    const { statement: prepared, bind } = this.#prepare(statement);
    return prepared.get(...bind(parameters)) as never;
  };

  run: Writer['run'] = async (statement, parameters) => {
    const { statement: prepared, bind } = this.#prepare(statement);
    prepared.run(...bind(parameters));
  };

  query: Reader['query'] = async (build) => {
    const { sql, parameters } = build(builder).compile();
    return this.database.prepare(sql).all(...(parameters as SqlValue[])) as never[];
  };
}

/** An insert that replaces deletes without asking the delete trigger, so each entry must be the next one. */
const APPEND_ONLY = [
  ['update', 'before update on ledger_entry'],
  ['delete', 'before delete on ledger_entry'],
  [
    'gap',
    'before insert on ledger_entry when new.sequence <> (select coalesce(max(sequence), 0) + 1 from ledger_entry)',
  ],
].map(
  ([name, when]) => `create trigger ledger_entry_no_${name} ${when}
    begin select raise(abort, 'the ledger is append-only'); end`,
);

/** A key of one number is where SQLite keeps the row, with no index beside it, only where its type reads `integer`. */
function inSqlite(sql: string): string {
  return sql.replace('bigint primary key', 'integer primary key');
}

function applyMigrations(database: DatabaseSync, known: readonly Migration[]): void {
  database.exec('create table if not exists migration (name text primary key, applied_at integer not null)');
  for (const migration of stepsToTake(stepsTaken(database), known)) {
    database.exec('begin immediate');
    try {
      for (const statement of migration.statements(builder as Kysely<unknown>)) {
        database.exec(inSqlite(statement.compile().sql));
      }
      if (migration.name === '0001_create_ledger') for (const trigger of APPEND_ONLY) database.exec(trigger);
      database.prepare('insert into migration (name, applied_at) values (?, ?)').run(migration.name, Date.now());
      database.exec('commit');
    } catch (error) {
      database.exec('rollback');
      throw error;
    }
  }
  for (const { name, needs } of needsToNote(stepsTaken(database), known)) {
    database.prepare('update migration set needs = ? where name = ?').run(needs, name);
  }
}

function stepsTaken(database: DatabaseSync): readonly StepTaken[] {
  return database.prepare('select * from migration').all() as unknown as readonly StepTaken[];
}

/**
 * The embedded engine: one file, write-ahead log, every commit flushed to disk. One connection writes, another one
 * reads, so that a reader never sees what is not committed yet.
 */
export function sqliteEngine({ path, content, steps = migrations }: SqliteOptions): Engine {
  if (path !== ':memory:') dropStatistics(path);
  const writer = new SqliteConnection(path, { readOnly: false });
  if (content !== undefined) writer.database.deserialize(content);
  writer.database.exec(writerPragmas);
  const checkpoints = path === ':memory:' ? null : checkpointsOf(path, writer.database);
  let reader: SqliteConnection | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const begin = writer.database.prepare('begin immediate');
  const commit = writer.database.prepare('commit');

  async function inTransaction<Result>(work: (tx: Writer) => Promise<Result>): Promise<Result> {
    begin.run();
    try {
      const result = await work(writer);
      commit.run();
      checkpoints?.committed();
      return result;
    } catch (error) {
      if (writer.database.isTransaction) writer.database.exec('rollback');
      throw error;
    }
  }

  const engine: Engine = {
    async migrate() {
      applyMigrations(writer.database, steps);
      reader = path === ':memory:' ? writer : new SqliteConnection(path, { readOnly: true });
    },
    write(work) {
      const result = turn.then(() => inTransaction(work));
      turn = result.catch(() => undefined);
      return result;
    },
    read(work) {
      if (reader === null) throw new Error('migrate the engine before reading');
      return path === ':memory:' ? engine.write(work) : work(reader);
    },
    async snapshot(work) {
      if (path === ':memory:') return engine.write(work);
      const connection = new SqliteConnection(path, { readOnly: true });
      try {
        connection.database.exec('begin');
        return await work(connection);
      } finally {
        connection.database.close();
      }
    },
    scratch: memoryEngine,
    async close() {
      await turn;
      await checkpoints?.close();
      if (reader !== null && reader !== writer) reader.database.close();
      writer.database.close();
    },
  };
  return engine;
}

/** A database as it lies there, for whoever verifies it: no step is taken. */
export interface RestingDatabase extends Pick<Engine, 'snapshot' | 'scratch' | 'close'> {
  /** Whether a version before this one left it. */
  readonly isOlder: boolean;
}

/**
 * Opens a database that nobody writes to, and writes nothing, neither to it nor beside it. Throws `DatabaseTooNew`, and where it is
 * no database of this program.
 */
export function restingDatabase(path: string): RestingDatabase {
  const at = pathToFileURL(path);
  // nobody changes it, so that neither locks nor a log are needed
  at.searchParams.set('immutable', '1');
  const connection = new SqliteConnection(at, { readOnly: true });
  try {
    return {
      isOlder: stepsToTake(stepsTaken(connection.database), migrations).length > 0,
      snapshot: (work) => work(connection),
      scratch: memoryEngine,
      close: async () => connection.database.close(),
    };
  } catch (error) {
    connection.database.close();
    throw error;
  }
}

/** Every table, made once for the process. */
let emptyContent: Uint8Array | null = null;

/** An empty, migrated engine in memory. */
export async function memoryEngine(): Promise<Engine> {
  emptyContent ??= migratedContent();
  const engine = sqliteEngine({ path: ':memory:', content: emptyContent });
  await engine.migrate();
  return engine;
}

function migratedContent(): Uint8Array {
  const database = new DatabaseSync(':memory:');
  applyMigrations(database, migrations);
  const content = database.serialize();
  database.close();
  return content;
}
