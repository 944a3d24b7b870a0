import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Schema } from '../schema.ts';
import type { QueryBuilder } from '../statement.ts';
import { compiledStatements } from './compiled-statements.ts';

/** Builds queries in the words of PostgreSQL; it is bound to no connection. */
export const postgresBuilder: QueryBuilder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const compiled = compiledStatements(postgresBuilder);
let names = new WeakMap<object, string>();
let named = 0;

/** From now on every statement is prepared under a new name: the tables are not what they were. */
export function prepareAnew(): void {
  names = new WeakMap();
}

/** A statement with the name under which each connection prepares it once. */
export function namedStatement(statement: Parameters<typeof compiled>[0]) {
  const { sql, bind } = compiled(statement);
  let name = names.get(statement);
  if (name === undefined) {
    named += 1;
    name = `brevet_${named}`;
    names.set(statement, name);
  }
  return { name, sql, bind };
}

/** Texts compare by their bytes, as everywhere in this program, and not by the language of the database. */
export function inPostgres(sql: string): string {
  return sql.replaceAll(/ text(?=[ ,)])/g, ' text collate "C"');
}

const BOOLEAN = 16;
const WHOLE_NUMBERS: readonly number[] = [20, 21, 23];
const FRACTIONS: readonly number[] = [700, 701, 1700];

/**
 * How values come back: numbers as numbers, truth as 1 or 0. Every number that is written here is far below 2^53.
 * `oid` is that of the type, as PostgreSQL fixes it for its own types.
 */
export function valueParser(oid: number): (text: string) => string | number {
  return parsers.get(oid) ?? asText;
}

const asText = (text: string) => text;
const parsers = new Map<number, (text: string) => string | number>([
  [BOOLEAN, (text) => (text === 't' ? 1 : 0)],
  ...[...WHOLE_NUMBERS, ...FRACTIONS].map((oid) => [oid, Number] as const),
]);
