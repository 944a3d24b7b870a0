import type { FastifyRequest } from 'fastify';
import { invalidField, refuse } from '../../domain/errors.ts';
import type { Position } from '../../queries/page.ts';
import { queryParameter } from './query-parameters.ts';
import { isGuid } from './resource-ids.ts';

/** How many entries a page holds; clients cannot ask for another number (contracts/arm §1). */
export const PAGE_SIZE = 100;

const NAME = '$skiptoken';

/** The text in the skip token of a request; null on the first page. Refuses what is no such token. */
export function skipText(request: FastifyRequest): string | null {
  const token = queryParameter(request, NAME);
  if (token === null) return null;
  const text = /^[A-Za-z0-9_-]{1,200}$/.test(token) ? Buffer.from(token, 'base64url').toString('latin1') : '';
  return text === '' ? refuseToken(token) : text;
}

/** Where the page begins that a request asks for. */
export function positionOf(request: FastifyRequest): Position | null {
  const text = skipText(request);
  if (text === null) return null;
  const [, at = '', id = ''] = /^(\d{1,15})\.(.{36})$/.exec(text) ?? [];
  return isGuid(id) ? { atMs: Number(at), id } : refuseToken(text);
}

export function refuseToken(token: string): never {
  return refuse(invalidField(NAME, token, 'the token of a `nextLink`, unchanged'));
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
    if (name.toLowerCase() !== NAME) query.append(name, value);
  }
  query.append(NAME, Buffer.from(text, 'latin1').toString('base64url'));
  return `${request.protocol}://${request.host}${path}?${query}`;
}
