import { type Expression, type SqlBool, sql } from 'kysely';
import type { RegisteredScope } from '../domain/hierarchy/registered-scope.ts';
import type { Scope } from '../domain/scope.ts';
import { scopeKindsOf } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { registeredScope, toRegisteredScope } from '../ledger/facts/scope-facts.ts';
import { isAtOrBelow } from './scope-reach.ts';

export interface ScopeSearch {
  /** Part of a name or path; empty: any. */
  readonly search: string;
  readonly limit: number;
}

export interface FoundScopes {
  readonly items: readonly RegisteredScope[];
  readonly hasMore: boolean;
}

/**
 * The registered scopes at which a role that is had at a scope can be had too, its own first, by path: those alone at
 * which roles of its family stand. Null where there is no such role.
 */
export async function registeredScopesBelow(
  reader: Reader,
  { roleDefinitionId, scope }: { readonly roleDefinitionId: string; readonly scope: Scope },
  { search, limit }: ScopeSearch,
): Promise<FoundScopes | null> {
  const role = await roleDefinitionById(reader, roleDefinitionId);
  if (role === null) return null;
  if (role.family === 'group') {
    const group = await registeredScope(reader, scope);
    return { items: group === null ? [] : [group], hasMore: false };
  }
  const rows = await reader.query((db) =>
    db
      .selectFrom('scope')
      .selectAll()
      .where('kind', 'in', [...scopeKindsOf(role.family)])
      .where((where) => where.and([isAtOrBelow(db, 'path', [scope]), says(search)]))
      .orderBy('path')
      .limit(limit + 1),
  );
  return { items: rows.slice(0, limit).map(toRegisteredScope), hasMore: rows.length > limit };
}

function says(search: string): Expression<SqlBool> {
  if (search === '') return sql<boolean>`1 = 1`;
  const pattern = `%${search.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<boolean>`(lower(display_name) like ${pattern} escape '\\' or path like ${pattern} escape '\\')`;
}
