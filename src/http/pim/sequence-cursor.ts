import type { FastifyRequest } from 'fastify';
import type { SequencePage, SequencePageRequest } from '../../queries/sequence-page.ts';
import { openPage, refuseToken, sealPage } from '../plugins/page-tokens.ts';

const DEFAULT_LIMIT = 50;
const words = { token: 'cursor', mayDiffer: ['limit'] };

type PagedRequest = FastifyRequest<{ Querystring: { limit?: number; cursor?: string } }>;

/** What the caller asked for as a page of what stands in the ledger. */
export function parseSequencePage(request: PagedRequest): SequencePageRequest {
  const { limit = DEFAULT_LIMIT, cursor } = request.query;
  if (cursor === undefined) return { limit, before: null };
  const text = openPage(request, cursor, words);
  return { limit, before: /^\d{1,15}$/.test(text) ? Number(text) : refuseToken(words) };
}

/** Such a page as it goes over the wire. */
export function presentSequencePage<Item, Shown>(
  request: FastifyRequest,
  { items, next }: SequencePage<Item>,
  present: (item: Item) => Shown,
) {
  return { items: items.map(present), nextCursor: next === null ? null : sealPage(request, String(next), words) };
}
