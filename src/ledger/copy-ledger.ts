import { selectEntriesAfter } from './append-entry.ts';
import type { Engine, Reader, Writer } from './engine.ts';
import { tableNames } from './engines/table-names.ts';
import type { Schema } from './schema.ts';
import { type VerificationResult, verifyLedger } from './verify-ledger.ts';

/** Rows in one statement: few enough that no engine has too many values to bind. */
const AT_ONCE = 200;

/** Who serves is of the place, not of the ledger. */
const STAYS: readonly string[] = ['lease'];

/** Why nothing was copied, in a sentence for the operator. */
export class CopyRefused extends Error {}

/**
 * Copies everything, the record and what is beside it, into an empty migrated engine of any make, in one transaction;
 * nobody may be serving either. Returns what the copy is when it is verified from its first entry to its last; its last
 * hash is that of the original. Throws `CopyRefused`.
 */
export async function copyLedger(from: Engine, to: Engine): Promise<VerificationResult> {
  const original = await verifyLedger(from);
  if (original.problems.length > 0) throw new CopyRefused(`the ledger to copy is not whole: ${original.problems[0]}`);
  await from.snapshot((reader) =>
    to.write(async (tx) => {
      if ((await tx.all(selectEntriesAfter, { sequence: 0, limit: 1 })).length > 0) {
        throw new CopyRefused('the place to copy to has a ledger already; name one that is empty');
      }
      await copyEntries(reader, tx);
      for (const table of await tableNames()) {
        if (table === 'ledger_entry' || STAYS.includes(table)) continue;
        const rows = await reader.query((db) => db.selectFrom(table).selectAll());
        await insert(tx, table, rows as object[]);
      }
    }),
  );
  const copy = await verifyLedger(to);
  if (copy.lastHash !== original.lastHash) throw new CopyRefused('the copy does not end as the original does');
  return copy;
}

async function copyEntries(reader: Reader, tx: Writer): Promise<void> {
  for (let sequence = 0; ; ) {
    const rows = await reader.all(selectEntriesAfter, { sequence, limit: AT_ONCE });
    if (rows.length === 0) return;
    await insert(tx, 'ledger_entry', rows);
    sequence = rows.at(-1)?.sequence ?? sequence;
  }
}

async function insert(tx: Writer, table: keyof Schema, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE).map((row) => ({ ...row }));
    await tx.query((db) => db.insertInto(table).values(some as never));
  }
}
