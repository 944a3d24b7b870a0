/** So many are decided before others are served. */
const IN_ONE_TURN = 200;

/** The first of a list that are permitted, and whether there are more. */
export interface PermittedPage<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}

/**
 * Fills a page with what is permitted: neither its length nor whether there is a next one tells of what is left out.
 * Whoever waits for another answer waits for a part of this alone.
 */
export async function permittedPage<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  isPermitted: (item: Item) => boolean,
  limit: number,
): Promise<PermittedPage<Item>> {
  const page: Item[] = [];
  let decided = 0;
  for await (const item of items) {
    decided += 1;
    if (decided % IN_ONE_TURN === 0) await new Promise(setImmediate);
    if (!isPermitted(item)) continue;
    if (page.length === limit) return { items: page, hasMore: true };
    page.push(item);
  }
  return { items: page, hasMore: false };
}
