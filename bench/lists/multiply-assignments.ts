import { DatabaseSync } from 'node:sqlite';

/** What is new in each copy; everything else is as in the row that is copied. */
const IDS: readonly string[] = ['id', 'request_id', 'resulting_schedule_id'];
const TIMES: readonly string[] = ['created_at', 'updated_at'];

export interface Multiplying {
  /** Assignments that were made from then on are copied, in milliseconds since the epoch. */
  readonly fromMs: number;
  /** How long a time they span, in milliseconds: each copy is as much younger. */
  readonly spanMs: number;
  readonly copies: number;
}

/**
 * Writes so many copies of the assignments that are there already, with their requests, past the ledger, which nobody has
 * open: to append a million of them takes longer than everything that is measured.
 */
export function multiplyAssignments(path: string, { fromMs, spanMs, copies }: Multiplying): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  try {
    // nobody waits for an answer
    database.exec('pragma synchronous = off; pragma cache_size = -400000; pragma temp_store = memory; begin');
    // apart: the tables grow while they are copied
    database.exec(`create temp table copied_schedule as select * from schedule where created_at >= ${fromMs}`);
    database.exec(`create temp table copied_schedule_request as
      select * from schedule_request where id in (select request_id from copied_schedule)`);
    // requests are as old as their entries, which were appended together
    copyRows(database, 'schedule_request', copies, 1);
    copyRows(database, 'schedule', copies, spanMs);
    database.exec('commit; pragma wal_checkpoint(truncate)');
  } finally {
    database.close();
  }
}

function copyRows(database: DatabaseSync, table: string, copies: number, stepMs: number): void {
  const columns = database.prepare(`select name from pragma_table_info('${table}')`).all();
  const names = columns.map(({ name }) => String(name));
  const copy = database.prepare(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')})
      select ${names.map(copied).join(', ')} from copied_${table}`,
  );
  for (let number = 1; number <= copies; number += 1) copy.run({ number, stepMs });
}

/** The first digits of an id tell the copy, and are spread, so that no index is filled in order. */
function copied(name: string): string {
  if (IDS.includes(name)) return `printf('%08x', (:number * 2654435761) % 4294967296) || substr("${name}", 9)`;
  return TIMES.includes(name) ? `"${name}" + :number * :stepMs` : `"${name}"`;
}
