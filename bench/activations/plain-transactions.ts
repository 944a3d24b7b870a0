import { DatabaseSync } from 'node:sqlite';
import { writerPragmas } from '../../src/ledger/engines/sqlite-pragmas.ts';

/** As much text as a row of an activation carries, about. */
const TEXT = 'x'.repeat(300);

export interface PlainTransactions {
  /** So many transactions of four inserts each, one after the other. */
  run(count: number): void;
  close(): void;
}

/** The least that a durable change with four rows can cost: prepared inserts by a running number, in a file of their own. */
export function plainTransactions(path: string): PlainTransactions {
  const database = new DatabaseSync(path);
  database.exec(writerPragmas);
  database.exec('create table plain (id integer primary key, at integer not null, text text not null)');
  const begin = database.prepare('begin immediate');
  const insert = database.prepare('insert into plain (at, text) values (?, ?)');
  const commit = database.prepare('commit');
  return {
    run(count) {
      for (let done = 0; done < count; done++) {
        begin.run();
        for (let row = 0; row < 4; row++) insert.run(Date.now(), TEXT);
        commit.run();
      }
    },
    close: () => database.close(),
  };
}
