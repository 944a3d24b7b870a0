import { Type } from 'typebox';
import type { FoundScopes } from '../../queries/registered-scopes-below.ts';
import { paging, strict } from './schema.ts';

const MOST = 50;

export const scopesQuery = strict({
  search: Type.Optional(Type.String({ maxLength: 200, description: 'part of a name or path' })),
  limit: paging.limit,
});

export const scopesBelow = strict({
  items: Type.Array(strict({ path: Type.String(), displayName: Type.String(), kind: Type.String() })),
  hasMore: Type.Boolean({ description: 'whether more would be found; search to narrow' }),
});

/** What is looked for; 50 where no limit is given. */
export function parseScopeSearch({ search = '', limit = MOST }: { readonly search?: string; readonly limit?: number }) {
  return { search: search.trim(), limit };
}

export function presentScopesBelow({ items, hasMore }: FoundScopes) {
  return { items: items.map(({ path, displayName, kind }) => ({ path, displayName, kind })), hasMore };
}
