import type { Compilable } from 'kysely';
import type { Reader, Writer } from './engine.ts';
import { type QueryBuilder, type SqlParameters, type Statement, touchedBy } from './statement.ts';
import { EVERY_TABLE, type TablesTouched, tablesTouched } from './tables-touched.ts';

/** Finds a fact in the tables, by keys. */
export type Look<Keys extends readonly string[], Fact> = (tx: Reader, ...keys: Keys) => Promise<Fact>;

/** More facts of one kind than this are forgotten together, so that memory stays small. */
const MOST_FACTS = 20_000;

// biome-ignore lint/suspicious/noExplicitAny: the one place where facts of every kind meet
type AnyLook = Look<any, any>;

interface Remembered {
  /** What the look has read until now, whatever the keys. */
  readonly tables: Set<string>;
  readonly facts: Map<string, unknown>;
}

/**
 * Facts as the next command will find them. Which tables a fact was read from is seen, not declared, and writing to one
 * of them forgets it; so a new event or projection need not know of any of this.
 */
export class FactMemory {
  readonly #looks = new Map<AnyLook, Remembered>();
  #changes = 0;

  /** What was written may have been rolled back, or written by somebody else. */
  forgetEverything(): void {
    this.#changes += 1;
    for (const { facts } of this.#looks.values()) facts.clear();
  }

  forget({ tables, isWrite }: TablesTouched): void {
    if (!isWrite) return;
    this.#changes += 1;
    for (const { tables: read, facts } of this.#looks.values()) {
      if (facts.size === 0) continue;
      if (tables.has(EVERY_TABLE) || read.has(EVERY_TABLE) || !tables.isDisjointFrom(read)) facts.clear();
    }
  }

  async recall<Keys extends readonly string[], Fact>(
    look: Look<Keys, Fact>,
    keys: Keys,
    { tx, seen }: { readonly tx: Writer; readonly seen: Set<string> | null },
  ): Promise<Fact> {
    let remembered = this.#looks.get(look);
    if (remembered === undefined) {
      remembered = { tables: new Set(), facts: new Map() };
      this.#looks.set(look, remembered);
    }
    const { tables, facts } = remembered;
    const key = keys.length === 1 ? (keys[0] as string) : keys.join('\0');
    let fact = facts.get(key) as Fact | undefined;
    if (fact === undefined) {
      const before = this.#changes;
      fact = await look(new RememberingWriter(tx, this, tables), ...keys);
      if (facts.size >= MOST_FACTS) facts.clear();
      // what was written while it was looked up may not be in it
      if (this.#changes === before) facts.set(key, fact);
    }
    if (seen !== null) for (const table of tables) seen.add(table);
    return fact;
  }
}

/** A transaction whose reads can be remembered and whose writes forget. */
export class RememberingWriter implements Writer {
  readonly #tx: Writer;
  readonly #memory: FactMemory;
  /** Where it is noted which tables were read; null outside of a look. */
  readonly #seen: Set<string> | null;

  constructor(tx: Writer, memory: FactMemory, seen: Set<string> | null = null) {
    this.#tx = tx;
    this.#memory = memory;
    this.#seen = seen;
  }

  all<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<Row[]> {
    return this.#noting(statement, this.#tx.all(statement, parameters));
  }

  first<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<Row | undefined> {
    return this.#noting(statement, this.#tx.first(statement, parameters));
  }

  run<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<void> {
    return this.#noting(statement, this.#tx.run(statement, parameters));
  }

  async query<Row>(build: (db: QueryBuilder) => Compilable<Row>): Promise<Row[]> {
    let touched: TablesTouched | undefined;
    const rows = await this.#tx.query((db) => {
      const query = build(db);
      return {
        compile() {
          const compiled = query.compile();
          touched = tablesTouched(compiled);
          return compiled;
        },
      };
    });
    if (touched !== undefined) this.#note(touched);
    return rows;
  }

  recall<Keys extends readonly string[], Fact>(look: Look<Keys, Fact>, keys: Keys): Promise<Fact> {
    return this.#memory.recall(look, keys, { tx: this.#tx, seen: this.#seen });
  }

  /** A read outside of a look, as most are, is nothing to note. */
  #noting<P extends SqlParameters, Row, Result>(statement: Statement<P, Row>, running: Promise<Result>) {
    return this.#seen === null && !touchedBy(statement).isWrite ? running : this.#noted(statement, running);
  }

  async #noted<P extends SqlParameters, Row, Result>(
    statement: Statement<P, Row>,
    running: Promise<Result>,
  ): Promise<Result> {
    const result = await running;
    this.#note(touchedBy(statement));
    return result;
  }

  #note(touched: TablesTouched): void {
    if (touched.isWrite) this.#memory.forget(touched);
    else if (this.#seen !== null) for (const table of touched.tables) this.#seen.add(table);
  }
}
