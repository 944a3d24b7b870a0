import type { SequencePage, SequencePageRequest } from './sequence-page.ts';

const BATCH = 100;

/** Where the rows of a page come from, and what becomes of each. */
export interface PageSource<Row, Item> {
  /** The next rows, the newest first; at most so many. */
  read(page: SequencePageRequest): Promise<readonly Row[]>;
  /** null: the viewer may not see it. */
  show(row: Row): Promise<Item | null>;
}

/**
 * A page of what the viewer may see, filled up: neither its length nor whether there is a next one tells how much is
 * hidden in between.
 */
export async function fillPage<Row extends { readonly sequence: number }, Item>(
  { limit, before }: SequencePageRequest,
  source: PageSource<Row, Item>,
): Promise<SequencePage<Item>> {
  const items: Item[] = [];
  let last: number | null = null;
  for (let from = before; ; ) {
    const rows = await source.read({ limit: BATCH, before: from });
    for (const row of rows) {
      const item = await source.show(row);
      if (item === null) continue;
      if (items.length === limit) return { items, next: last };
      items.push(item);
      last = row.sequence;
    }
    from = rows.at(-1)?.sequence ?? null;
    if (rows.length < BATCH) return { items, next: null };
    // much may be hidden: others have their turn in between
    await new Promise(setImmediate);
  }
}
