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

/** What one look found. */
interface Remembered {
  /** What the look has read until now, whatever the keys. */
  readonly tables: Set<string>;
  /** As they are answered: whoever asks again waits for nothing, and no promise is made for it. */
  readonly facts: Map<string, Promise<unknown>>;
}

/**
 * Facts as the next command will find them. Which tables a fact was read from is seen, not declared, and writing to one
 * of them forgets it; so a new event or projection need not know of any of this.
 */
export class FactMemory {
  readonly #looks = new Map<AnyLook, Remembered>();
  readonly #readersOf = new Map<string, Set<Remembered>>();
  #changes = 0;

  /** What was written may have been rolled back, or written by somebody else. */
  forgetEverything(): void {
    this.#changes += 1;
    for (const { facts } of this.#looks.values()) facts.clear();
  }

  /** To be called for what is written, when the database has been told of it. */
  forget({ tables, isWrite }: TablesTouched): void {
    if (!isWrite) return;
    if (tables.has(EVERY_TABLE)) {
      this.forgetEverything();
      return;
    }
    this.#changes += 1;
    for (const table of tables) this.#forgetReadersOf(table);
    this.#forgetReadersOf(EVERY_TABLE);
  }

  #forgetReadersOf(table: string): void {
    const readers = this.#readersOf.get(table);
    if (readers === undefined) return;
    for (const { facts } of readers) if (facts.size > 0) facts.clear();
  }

  /** To be called for what a look reads. */
  note(remembered: Remembered, tables: Iterable<string>): void {
    for (const table of tables) {
      if (remembered.tables.has(table)) continue;
      remembered.tables.add(table);
      const readers = this.#readersOf.get(table) ?? new Set();
      this.#readersOf.set(table, readers.add(remembered));
    }
  }

  recall<Keys extends readonly string[], Fact>(
    look: Look<Keys, Fact>,
    keys: Keys,
    { tx, within }: { readonly tx: Writer; readonly within: Remembered | null },
  ): Promise<Fact> {
    let remembered = this.#looks.get(look);
    if (remembered === undefined) {
      remembered = { tables: new Set(), facts: new Map() };
      this.#looks.set(look, remembered);
    }
    const key = keys.length === 1 ? (keys[0] as string) : keys.join('\0');
    const known = remembered.facts.get(key) as Promise<Fact> | undefined;
    if (known === undefined) {
      const find = () => look(new RememberingWriter(tx, this, remembered), ...keys);
      return this.#find(remembered, key, within, find);
    }
    if (within !== null) this.note(within, remembered.tables);
    return known;
  }

  async #find<Fact>(
    { facts, tables }: Remembered,
    key: string,
    within: Remembered | null,
    find: () => Promise<Fact>,
  ): Promise<Fact> {
    const before = this.#changes;
    const fact = await find();
    if (facts.size >= MOST_FACTS) facts.clear();
    // what was written while it was looked up may not be in it
    if (this.#changes === before) facts.set(key, Promise.resolve(fact));
    if (within !== null) this.note(within, tables);
    return fact;
  }
}

/** A transaction whose reads can be remembered and whose writes forget. */
export class RememberingWriter implements Writer {
  readonly #tx: Writer;
  readonly #memory: FactMemory;
  /** Whose tables are noted; null outside of a look. */
  readonly #within: Remembered | null;

  constructor(tx: Writer, memory: FactMemory, within: Remembered | null = null) {
    this.#tx = tx;
    this.#memory = memory;
    this.#within = within;
  }

  // noted when the statement is on its way, not when it is answered: what is asked of the same transaction later comes later

  all<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<Row[]> {
    const rows = this.#tx.all(statement, parameters);
    this.#note(touchedBy(statement));
    return rows;
  }

  first<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<Row | undefined> {
    const row = this.#tx.first(statement, parameters);
    this.#note(touchedBy(statement));
    return row;
  }

  run<P extends SqlParameters, Row>(statement: Statement<P, Row>, parameters: P): Promise<void> {
    const running = this.#tx.run(statement, parameters);
    this.#note(touchedBy(statement));
    return running;
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
    return this.#memory.recall(look, keys, { tx: this.#tx, within: this.#within });
  }

  #note(touched: TablesTouched): void {
    if (touched.isWrite) this.#memory.forget(touched);
    else if (this.#within !== null) this.#memory.note(this.#within, touched.tables);
  }
}
