import type { FastifyRequest } from 'fastify';
import type { Page, PageRequest, Position } from '../../queries/page.ts';
import { openPage, refuseToken, sealPage } from '../plugins/page-tokens.ts';

const DEFAULT_LIMIT = 50;
const FORM = /^(\d{1,15}) ([0-9a-f-]{1,64})$/;
const words = { token: 'cursor', mayDiffer: ['limit'] };

/** What the caller asked for as a page. Refuses a cursor that is not of this list and this caller. */
export function parsePage(request: FastifyRequest<{ Querystring: { limit?: number; cursor?: string } }>): PageRequest {
  const { limit = DEFAULT_LIMIT, cursor } = request.query;
  return { limit, after: cursor === undefined ? null : parseCursor(request, cursor) };
}

function parseCursor(request: FastifyRequest, cursor: string): Position {
  const [, at = '', id = ''] = FORM.exec(openPage(request, cursor, words)) ?? refuseToken(words);
  return { atMs: Number(at), id };
}

/** A page as it goes over the wire. */
export function presentPage<Item, Shown>(
  request: FastifyRequest,
  { items, next }: Page<Item>,
  present: (item: Item) => Shown,
) {
  const nextCursor = next === null ? null : sealPage(request, `${next.atMs} ${next.id}`, words);
  return { items: items.map(present), nextCursor };
}
