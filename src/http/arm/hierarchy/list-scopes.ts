import type { FastifyRequest } from 'fastify';
import type { RegisteredScope } from '../../../domain/hierarchy/registered-scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import type { HierarchySight } from '../../../queries/hierarchy-sight.ts';
import { type ScopeCriteria, visibleScopes } from '../../../queries/visible-scopes.ts';
import { PAGE_SIZE, presentPage, skipText } from '../paging.ts';

/** A page of scopes that the caller sees, as they go over the wire. */
export async function listScopes(
  reader: Reader,
  request: FastifyRequest,
  sight: HierarchySight,
  criteria: ScopeCriteria,
  present: (scope: RegisteredScope) => unknown,
) {
  const { items, next } = await visibleScopes(reader, sight, criteria, { limit: PAGE_SIZE, after: skipText(request) });
  return presentPage(request, items.map(present), next);
}
