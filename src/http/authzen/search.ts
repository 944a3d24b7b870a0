import type { FastifyRequest } from 'fastify';
import { invalidField, refuse } from '../../domain/errors.ts';
import { callerOf } from '../plugins/caller.ts';
import { refuseToken } from '../plugins/page-tokens.ts';
import { LARGEST_PAGE, USUAL_PAGE } from './search-schema.ts';

/** A search, and where its page begins. */
export interface Search<Body> {
  readonly body: Body;
  readonly callerId: string;
  readonly now: Temporal.Instant;
  /** The same in milliseconds since the epoch. */
  readonly atMs: number;
  /** The key behind which the page begins; null on the first. */
  readonly after: string | null;
  readonly limit: number;
}

interface SearchBody {
  readonly context?: Readonly<Record<string, unknown>>;
  readonly page?: { readonly token?: string; readonly limit?: number };
}

/** Reads a search. Refuses a token of another search, and one about the past, which is asked for elsewhere. */
export function searchOf<Body extends SearchBody>(
  request: FastifyRequest,
  body: Body,
  now: Temporal.Instant,
): Search<Body> {
  const { page, context } = body;
  if (context?.['at'] !== undefined) {
    const allowed = 'none: a search is about now; `GET /api/security/pim/past-access` tells who could at an instant';
    refuse(invalidField('context.at', context['at'], allowed));
  }
  const callerId = callerOf(request).principalId;
  const limit = Math.min(page?.limit ?? USUAL_PAGE, LARGEST_PAGE);
  return { body, callerId, now, atMs: now.epochMilliseconds, after: positionOf(request, page?.token), limit };
}

function positionOf(request: FastifyRequest, token: string | undefined): string | null {
  if (token === undefined || token === '') return null;
  return (
    request.server.pageTokens.open(token, contextOf(request)) ?? refuseToken({ token: 'page.token', mayDiffer: [] })
  );
}

/** What a page is answered with: its results, and the token of the next one. */
export function presentResults<Result>(request: FastifyRequest, results: readonly Result[], nextKey: string | null) {
  const nextToken = nextKey === null ? '' : request.server.pageTokens.seal(nextKey, contextOf(request));
  return { results: [...results], page: { next_token: nextToken, count: results.length } };
}

/** A token is for the caller and the search that it was made for; how many are on a page may differ. */
function contextOf(request: FastifyRequest): string {
  const { page: _, ...search } = request.body as Readonly<Record<string, unknown>>;
  return JSON.stringify([callerOf(request).principalId, request.routeOptions.url, inOrder(search)]);
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([name, each]) => [name, inOrder(each)]);
}
