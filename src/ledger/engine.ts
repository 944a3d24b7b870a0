import type { Compilable } from 'kysely';
import type { Look } from './fact-memory.ts';
import type { QueryBuilder, SqlParameters, Statement } from './statement.ts';

/** Reads rows. Prepared statements are for what runs often, `query` for what is put together at run time. */
export interface Reader {
  all<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<Row[]>;
  first<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<Row | undefined>;
  query<Row>(build: (db: QueryBuilder) => Compilable<Row>): Promise<Row[]>;
  /** Inside a command: what the look-up found before, while it is certain to find the same; see `remembered`. */
  recall?<Keys extends readonly string[], Fact>(look: Look<Keys, Fact>, keys: Keys): Promise<Fact>;
}

/** Reads and writes inside one transaction. */
export interface Writer extends Reader {
  run<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<void>;
}

/** The database cannot be reached, or does not answer in time; nothing was changed. What happened is for the log alone. */
export class DatabaseUnavailable extends Error {}

/** A commit was not answered, and nobody could find out whether it is there: it must not be tried again blindly. */
export class CommitUncertain extends Error {}

/** Connections for reading of one server. */
export interface ConnectionPool {
  readonly most: number;
  /** Open ones. */
  readonly total: number;
  readonly idle: number;
  /** How many reads wait for one. */
  readonly waiting: number;
}

/** A database that can hold the ledger. Its acceptance suite is `ledger/contract/`. */
export interface Engine {
  /** Brings the tables up to this version of the program; only ever forward. */
  migrate(): Promise<void>;
  /** One durable transaction at a time, in one order for all writers. It is rolled back when `work` fails. */
  write<Result>(work: (tx: Writer) => Promise<Result>): Promise<Result>;
  /** Sees only what was committed. */
  read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result>;
  /** Sees one committed state for the whole of `work`, whatever is written meanwhile. */
  snapshot<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result>;
  /** An empty, migrated engine, of any make, that is gone when it is closed. */
  scratch(): Promise<Engine>;
  /**
   * Calls whenever another program may have written, and now and then besides. Left out where no other program writes.
   * It only wakes: what was written is found by looking.
   */
  onOtherWrites?(listener: () => void): void;
  /** How the connections are used now. Left out where there are none to be had. */
  pool?(): ConnectionPool;
  close(): Promise<void>;
}
