/** Where a page begins: after the row with this instant (milliseconds since the epoch) and id. */
export interface Position {
  readonly atMs: number;
  readonly id: string;
}

export interface PageRequest {
  /** At least 1. */
  readonly limit: number;
  /** null: from the beginning. */
  readonly after: Position | null;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null on the last one. */
  readonly next: Position | null;
}

/** Makes a page of rows of which one more was read than the page holds, and what each row is shown as. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
  items: readonly Item[],
): Page<Item> {
  const last = rows[limit - 1];
  return {
    items: items.slice(0, limit),
    next: rows.length > limit && last !== undefined ? positionOf(last) : null,
  };
}
