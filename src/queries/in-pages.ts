import { nextTurn } from './next-turn.ts';

/** A page begins behind the row with this instant, in milliseconds, and this id. */
export type PageBehind = { readonly at: number; readonly id: string; readonly limit: number };

/** A row of a list that is read in the order of `at` and `id`. */
export interface Ordered {
  readonly at: number;
  readonly id: string;
}

/** So many rows are read and counted in some milliseconds. */
const PAGE = 500;

/**
 * Reads a list to its end without keeping anybody waiting: others have their turn before each page. Begins at `sinceMs`, in
 * milliseconds since the epoch. Rejects where it is time to stop.
 */
export async function inPages<Row extends Ordered>(
  readPage: (behind: PageBehind) => Promise<readonly Row[]>,
  { sinceMs, signal }: { readonly sinceMs: number; readonly signal: AbortSignal },
  onRow: (row: Row) => void,
): Promise<void> {
  let behind: Ordered = { at: sinceMs, id: '' };
  for (;;) {
    await nextTurn(signal);
    const rows = await readPage({ at: behind.at, id: behind.id, limit: PAGE });
    for (const row of rows) onRow(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    behind = last;
  }
}
