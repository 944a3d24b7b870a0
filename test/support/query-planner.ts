import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { sqliteEngine } from '../../src/ledger/engines/sqlite.ts';
import type { Schema } from '../../src/ledger/schema.ts';
import { compileStatement, type SqlParameters, type Statement } from '../../src/ledger/statement.ts';

/** Tells how SQLite goes about a question, in tables that are as they are made, with nothing in them. */
export interface QueryPlanner {
  /** Compiles questions, and answers none. */
  readonly builder: Kysely<Schema>;
  /** The steps of a plan. */
  planOf(sql: string, parameters?: readonly unknown[]): readonly string[];
  textOf<P extends SqlParameters, Row>(asked: Statement<P, Row>): string;
  close(): Promise<void>;
}

export async function queryPlanner(): Promise<QueryPlanner> {
  const folder = await mkdtemp(join(tmpdir(), 'brevet-plans-'));
  const path = join(folder, 'brevet.sqlite');
  const engine = sqliteEngine({ path });
  await engine.migrate();
  await engine.close();
  const database = new DatabaseSync(path, { readOnly: true });
  const builder = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return {
    builder,
    planOf(sql, parameters = []) {
      const steps = database.prepare(`explain query plan ${sql}`).all(...(parameters as string[]));
      return steps.map(({ detail }) => String(detail));
    },
    textOf: (asked) => compileStatement(builder, asked).sql,
    async close() {
      database.close();
      await rm(folder, { recursive: true });
    },
  };
}
