import { invalidField, refuse } from '../../domain/errors.ts';
import type { Page, PageRequest, Position } from '../../queries/page.ts';

const DEFAULT_LIMIT = 50;
const FORM = /^(\d{1,15}) ([0-9a-f-]{1,64})$/;

/** What the caller asked for as a page. Refuses a cursor that is not from here. */
export function parsePage({ limit = DEFAULT_LIMIT, cursor }: { limit?: number; cursor?: string }): PageRequest {
  return { limit, after: cursor === undefined ? null : parseCursor(cursor) };
}

function parseCursor(cursor: string): Position {
  const match = FORM.exec(Buffer.from(cursor, 'base64url').toString());
  const position = match === null ? null : { atMs: Number(match[1]), id: match[2] ?? '' };
  // one spelling for each position: what decodes by leniency is refused too
  if (position === null || toCursor(position) !== cursor) {
    refuse(invalidField('cursor', cursor, 'the `nextCursor` of a page, unchanged'));
  }
  return position;
}

function toCursor({ atMs, id }: Position): string {
  return Buffer.from(`${atMs} ${id}`).toString('base64url');
}

/** A page as it goes over the wire. */
export function presentPage<Item, Shown>({ items, next }: Page<Item>, present: (item: Item) => Shown) {
  return { items: items.map(present), nextCursor: next === null ? null : toCursor(next) };
}
