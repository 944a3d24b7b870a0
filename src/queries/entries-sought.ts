import type { Reader } from '../ledger/engine.ts';
import { BLOCK_SIZE, indexedUpTo, newestBlock, type Sought } from '../ledger/facts/record-blocks.ts';
import type { Schema } from '../ledger/schema.ts';
import type { SequencePageRequest } from './sequence-page.ts';

type Row = Schema['ledger_entry'];

/** Entries with sequences in `[from, to]`. */
export interface EntryRange {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** Reads the entries that are sought, the newest first, where they may be. */
export type ReadRange = (range: EntryRange) => Promise<readonly Row[]>;

/**
 * The newest entries of a range, at most `limit`, by the blocks in which for each of the lists something of it is named; what is
 * too young to be indexed is looked through. Without lists the range is read as it is.
 */
export async function entriesSought(
  reader: Reader,
  lists: ReadonlyArray<readonly Sought[]>,
  within: Pick<EntryRange, 'from' | 'to'>,
  { limit, before }: SequencePageRequest,
  read: ReadRange,
): Promise<readonly Row[]> {
  const to = Math.min(within.to, before === null ? within.to : before - 1);
  if (lists.length === 0) return read({ from: within.from, to, limit });
  const indexed = await indexedUpTo(reader);
  const rows = [...(await read({ from: Math.max(within.from, indexed + 1), to, limit }))];
  for (let next = Math.floor((Math.min(to, indexed) - 1) / BLOCK_SIZE); rows.length < limit && next >= 0; ) {
    const block = await newestBlock(reader, lists, next);
    const last = ((block ?? -1) + 1) * BLOCK_SIZE;
    if (block === null || last < within.from) break;
    const from = Math.max(within.from, block * BLOCK_SIZE + 1);
    rows.push(...(await read({ from, to: Math.min(to, last), limit: limit - rows.length })));
    next = block - 1;
  }
  return rows;
}
