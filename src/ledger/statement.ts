import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { constantsAsLiterals } from './constants-as-literals.ts';
import type { Schema } from './schema.ts';
import { EVERY_TABLE, type TablesTouched, tablesTouched } from './tables-touched.ts';

/** What a column can hold. */
export type SqlValue = string | number | null;
export type SqlParameters = { readonly [name: string]: SqlValue };

/** Builds queries only; it is bound to no connection. */
export type QueryBuilder = Kysely<Schema>;

/**
 * A query that an engine compiles and prepares once and runs often. It is written as a function of its parameters:
 * `(db, p: { id: string }) => db.selectFrom('scope').selectAll().where('path', '=', p.id)`.
 */
export type Statement<P extends SqlParameters, Row> = (db: QueryBuilder, parameters: P) => Compilable<Row>;

/** Gives a statement its type; the engine that runs it prepares it on first use. */
export function statement<P extends SqlParameters, Row>(build: Statement<P, Row>): Statement<P, Row> {
  return build;
}

// biome-ignore lint/suspicious/noExplicitAny: statements of every row type
const touched = new WeakMap<Statement<any, any>, TablesTouched>();

/** Which tables a statement reads or writes; every one where it was not compiled yet. */
export function touchedBy<P extends SqlParameters, Row>(build: Statement<P, Row>): TablesTouched {
  return touched.get(build) ?? { isWrite: true, tables: new Set([EVERY_TABLE]) };
}

/** Stands for a parameter's value while a statement is compiled. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

const literals = constantsAsLiterals((value) => value instanceof Placeholder);

export interface CompiledStatement {
  readonly sql: string;
  /** Brings named parameters into the order of the placeholders. */
  readonly bind: (parameters: SqlParameters) => SqlValue[];
}

/** Compiles a statement for the engine whose builder is given. */
export function compileStatement<P extends SqlParameters, Row>(
  db: QueryBuilder,
  build: Statement<P, Row>,
): CompiledStatement {
  const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as P;
  const query: CompiledQuery = build(db.withPlugin(literals), placeholders).compile();
  const { sql, parameters } = query;
  touched.set(build, tablesTouched(query));
  const names = parameters.map((each) => (each instanceof Placeholder ? each.name : null));
  return {
    sql,
    bind(values) {
      const bound: SqlValue[] = [];
      for (let index = 0; index < names.length; index += 1) {
        const name = names[index] ?? null;
        bound.push(storable(name === null ? (parameters[index] as SqlValue) : (values[name] ?? null)));
      }
      return bound;
    },
  };
}

/** A value as every engine can hold it: PostgreSQL has no NUL character in texts, and no surface lets one in. */
export function storable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}
