import { hash } from 'node:crypto';
import { selectEntriesAfter } from '../append-entry.ts';
import type { Reader, Writer } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';
import { cursorOf, moveCursor } from './follower-cursor.ts';

/** So many entries are looked through where one of them may be the one that is sought. */
export const BLOCK_SIZE = 256;
/** Of the cursor; never changed after a release. */
const FOLLOWER = 'record';
/** An id as a value, in quotes. */
const ID = /"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"/gi;

/** By what entries are sought: who did it, in which call, what it names, its type or the beginning of it up to the dot. */
export interface Sought {
  readonly by: 'actor' | 'call' | 'about' | 'type';
  readonly value: string;
}

/** 48 bits, so that every engine holds it as a number. Two that are alike cost a look and hide nothing. */
function keyOf({ by, value }: Sought): number {
  return Number.parseInt(hash('sha256', `${by} ${value.toLowerCase()}`).slice(0, 12), 16);
}

function* soughtBy(row: Schema['ledger_entry']): Iterable<Sought> {
  yield { by: 'type', value: row.type.slice(0, row.type.indexOf('.') + 1) };
  yield { by: 'type', value: row.type };
  yield { by: 'call', value: row.correlation_id };
  if (row.actor_id !== null) yield { by: 'actor', value: row.actor_id };
  for (const [, id = ''] of row.payload.matchAll(ID)) yield { by: 'about', value: id };
}

const insertBlock = statement((db, p: { key: number; block: number }) =>
  db
    .insertInto('record_block')
    .values({ key: p.key, block: p.block })
    .onConflict((conflict) => conflict.columns(['key', 'block']).doNothing()),
);
/** In the order of the key: one seek. */
export const selectNewestBlock = statement((db, p: { key: number; block: number }) =>
  db
    .selectFrom('record_block')
    .select('block')
    .where('key', '=', p.key)
    .where('block', '<=', p.block)
    .orderBy('block', 'desc')
    .limit(1),
);

/** Up to which entry the blocks are indexed; what is younger is looked through. */
export function indexedUpTo(reader: Reader): Promise<number> {
  return cursorOf(reader, FOLLOWER);
}

/** Indexes the next whole block. Returns up to which entry that is; null: none is whole. */
export async function indexNextBlock(tx: Writer): Promise<number | null> {
  const reached = await indexedUpTo(tx);
  const rows = await tx.all(selectEntriesAfter, { sequence: reached, limit: BLOCK_SIZE });
  if (rows.length < BLOCK_SIZE) return null;
  const block = reached / BLOCK_SIZE;
  const named = new Map<string, Sought>();
  for (const row of rows) for (const each of soughtBy(row)) named.set(`${each.by} ${each.value}`, each);
  for (const each of named.values()) await tx.run(insertBlock, { key: keyOf(each), block });
  await moveCursor(tx, FOLLOWER, reached + BLOCK_SIZE);
  return reached + BLOCK_SIZE;
}

/**
 * The newest block, this one or before it, in which for each of the lists one of its values may be; null: there is none.
 * Indexed blocks alone are known.
 */
export async function newestBlock(
  reader: Reader,
  lists: ReadonlyArray<readonly Sought[]>,
  block: number,
): Promise<number | null> {
  for (let at = block; ; ) {
    let found = at;
    for (const list of lists) {
      let newest: number | null = null;
      for (const each of list) {
        const row = await reader.first(selectNewestBlock, { key: keyOf(each), block: found });
        if (row !== undefined) newest = Math.max(newest ?? 0, row.block);
      }
      if (newest === null) return null;
      found = newest;
    }
    if (found === at) return at;
    at = found;
  }
}
