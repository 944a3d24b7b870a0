import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

export interface StateWatch {
  /** A digest of every row of every table, but of how far followers have read and of what was refused. */
  digest(options?: { readonly but?: readonly string[] }): string;
  /** The types of the entries that the ledger has after a sequence number. */
  typesAfter(sequence: number): readonly string[];
  lastSequence(): number;
  /** Every table with its rows. */
  tables(): ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
  close(): void;
}

/** How far others have read, and what the chain of entries tells by itself. */
const BESIDE = ['follower_cursor', 'ledger_entry'];

/** Looks at the database file of a running server from outside. */
export function watchState(path: string): StateWatch {
  const db = new DatabaseSync(path, { readOnly: true });
  const names = db
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`)
    .all()
    .map(({ name }) => String(name));
  const rowsOf = (name: string) => db.prepare(`select * from "${name}"`).all();
  const entries = db.prepare('select type from ledger_entry where sequence > ? order by sequence');
  const last = db.prepare('select coalesce(max(sequence), 0) as sequence from ledger_entry');
  return {
    digest({ but = [] } = {}) {
      const left = names.filter((name) => !BESIDE.includes(name) && !but.includes(name));
      const texts = left.map((name) => [
        name,
        rowsOf(name)
          .map((row) => JSON.stringify(row))
          .sort(),
      ]);
      return hash('sha256', JSON.stringify(texts));
    },
    typesAfter: (sequence) => entries.all(sequence).map(({ type }) => String(type)),
    lastSequence: () => Number(last.get()?.['sequence']),
    tables: () => new Map(names.map((name) => [name, rowsOf(name)])),
    close: () => db.close(),
  };
}
