import { hash } from 'node:crypto';
import type { RawDatabase } from '../support/stores/server-store.ts';

export interface StateWatch {
  /** A digest of every row of every table, but of how far followers have read and of what was refused. */
  digest(options?: { readonly but?: readonly string[] }): Promise<string>;
  /** The types of the entries that the ledger has after a sequence number. */
  typesAfter(sequence: number): Promise<readonly string[]>;
  lastSequence(): Promise<number>;
  /** Every table with its rows; those of the record in their order. */
  tables(): Promise<ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** How far others have read, what servers on one database note for each other, and what the chain tells by itself. */
const BESIDE = ['follower_cursor', 'ledger_entry', 'lease', 'commit_mark'];

/** Looks at the database of a running server from outside. */
export async function watchState(database: RawDatabase): Promise<StateWatch> {
  const names = [...(await database.tableNames())].sort();
  const rowsOf = (name: string) =>
    database.run(`select * from "${name}"${name === 'ledger_entry' ? ' order by sequence' : ''}`);
  return {
    async digest({ but = [] } = {}) {
      const texts: [string, readonly string[]][] = [];
      for (const name of names) {
        if (BESIDE.includes(name) || but.includes(name)) continue;
        texts.push([name, (await rowsOf(name)).map((row) => JSON.stringify(row)).sort()]);
      }
      return hash('sha256', JSON.stringify(texts));
    },
    async typesAfter(sequence) {
      const found = await database.run(`select type from ledger_entry where sequence > ${sequence} order by sequence`);
      return found.map(({ type }) => String(type));
    },
    async lastSequence() {
      const [last] = await database.run('select coalesce(max(sequence), 0) as sequence from ledger_entry');
      return Number(last?.['sequence']);
    },
    async tables() {
      const all = new Map<string, Awaited<ReturnType<typeof rowsOf>>>();
      for (const name of names) all.set(name, await rowsOf(name));
      return all;
    },
  };
}
