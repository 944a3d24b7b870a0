import { selectEntriesAfter } from './append-entry.ts';
import type { Engine } from './engine.ts';
import { decodeEvent } from './event-codec.ts';
import { projectEvent } from './projections/project-event.ts';
import { type ProjectedTable, projectedTables } from './schema.ts';

const PAGE = 1000;

/** Empties all projected tables and fills them again from the ledger, in one transaction. Returns the entries read. */
export async function rebuildTables(engine: Engine): Promise<number> {
  return engine.write(async (tx) => {
    for (const table of Object.keys(projectedTables) as ProjectedTable[]) await tx.query((db) => db.deleteFrom(table));
    let sequence = 0;
    for (;;) {
      const rows = await tx.all(selectEntriesAfter, { sequence, limit: PAGE });
      if (rows.length === 0) return sequence;
      for (const { payload, at, sequence: number, hash } of rows) {
        await projectEvent(decodeEvent(payload), at, tx, number, hash);
      }
      sequence = rows.at(-1)?.sequence ?? sequence;
    }
  });
}
