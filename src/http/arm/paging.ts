import type { FastifyRequest } from 'fastify';
import type { Position } from '../../queries/page.ts';
import { originOf } from '../plugins/origin-of.ts';
import { openPage, refuseToken as refusePageToken, sealPage } from '../plugins/page-tokens.ts';
import { queryParameter } from './query-parameters.ts';
import { isGuid } from './resource-ids.ts';

/** How many entries a page holds; clients cannot ask for another number (contracts/arm §1). */
export const PAGE_SIZE = 100;

/** The query parameter of a later page; its name is read in any case. */
export const SKIP_TOKEN = '$skiptoken';

/** Clients put another version on a later page (contracts/clients §3.2). */
const words = { token: SKIP_TOKEN, mayDiffer: ['api-version'] };

/** The text in the skip token of a request; null on the first page. Refuses what is no token of this list. */
export function skipText(request: FastifyRequest): string | null {
  const token = queryParameter(request, SKIP_TOKEN);
  return token === null ? null : openPage(request, token, words);
}

/** Where the page begins that a request asks for. */
export function positionOf(request: FastifyRequest): Position | null {
  const text = skipText(request);
  if (text === null) return null;
  const [, at = '', id = ''] = /^(\d{1,15})\.(.{36})$/.exec(text) ?? [];
  return isGuid(id) ? { atMs: Number(at), id } : refuseToken();
}

export function refuseToken(): never {
  return refusePageToken(words);
}

/** A page as it goes over the wire; the last one carries no `nextLink`. */
export function presentPage<Item>(request: FastifyRequest, value: readonly Item[], next: Position | string | null) {
  if (next === null) return { value };
  return { value, nextLink: nextLink(request, typeof next === 'string' ? next : `${next.atMs}.${next.id}`) };
}

/** On the host that the client called, with everything else as the client sent it (contracts/arm §1). */
function nextLink(request: FastifyRequest, text: string): string {
  const [path = ''] = request.originalUrl.split('?');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query as Readonly<Record<string, string>>)) {
    if (name.toLowerCase() !== SKIP_TOKEN) query.append(name, value);
  }
  query.append(SKIP_TOKEN, sealPage(request, text, words));
  return `${originOf(request)}${path}?${query}`;
}
