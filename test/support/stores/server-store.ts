import { inject } from 'vitest';
import type { Engine } from '../../../src/ledger/engine.ts';
import { makePostgresServerStore } from '../postgres/make-postgres-server-store.ts';
import { makeSqliteServerStore } from './make-sqlite-server-store.ts';

/** The database past every engine, as whoever runs it could look at it. */
export interface RawDatabase {
  tableNames(): Promise<readonly string[]>;
  /** The rows that one statement gives. */
  run(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** Where a whole server keeps what it knows. */
export interface ServerStore {
  readonly dataDir: string;
  /** By these a server finds it; it is one with the demo organisation, unless other settings say otherwise. */
  readonly settings: Readonly<Record<string, string>>;
  /** A migrated engine for another hand at the same data. */
  openEngine(): Promise<Engine>;
  openRaw(): Promise<RawDatabase>;
  /** No server works on it any more, and no engine. */
  remove(): Promise<void>;
}

/** A store on the engine that this run of the tests is about; empty. */
export function serverStore(): Promise<ServerStore> {
  return inject('postgres') === undefined ? makeSqliteServerStore() : makePostgresServerStore();
}
