import type { FastifyRequest } from 'fastify';
import { openPage, sealPage } from '../plugins/page-tokens.ts';

const DEFAULT_LIMIT = 50;
const words = { token: 'cursor', mayDiffer: ['limit'] };

type PagedRequest = FastifyRequest<{ Querystring: { limit?: number; cursor?: string } }>;

/** A page of a list that is sorted by a text. */
export interface TextPage<Item> {
  readonly items: readonly Item[];
  /** The text behind which the next page begins; null on the last one. */
  readonly next: string | null;
}

/** What the caller asked for as a page of a list that is sorted by a text, such as a path or a name. */
export function parseTextPage(request: PagedRequest) {
  const { limit = DEFAULT_LIMIT, cursor } = request.query;
  return { limit, after: cursor === undefined ? null : openPage(request, cursor, words) };
}

/** Such a page as it goes over the wire. */
export function presentTextPage<Item, Shown>(
  request: FastifyRequest,
  { items, next }: TextPage<Item>,
  present: (item: Item) => Shown,
) {
  return { items: items.map(present), nextCursor: next === null ? null : sealPage(request, next, words) };
}
