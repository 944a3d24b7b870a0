import { type Expression, type SqlBool, sql } from 'kysely';
import type { RegisteredScope } from '../domain/hierarchy/registered-scope.ts';
import { isOrIsIn } from '../domain/principal.ts';
import { isUnfinished } from '../domain/schedule.ts';
import { scopeKindsOf } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import { registeredScope, toRegisteredScope } from '../ledger/facts/scope-facts.ts';
import { isAtOrBelow } from './scope-reach.ts';
import { viewerOf } from './viewer.ts';

export interface FoundScopes {
  readonly items: readonly RegisteredScope[];
  readonly hasMore: boolean;
}

/**
 * The registered scopes at which an eligibility can be activated, its own first, by path: those alone at which roles of
 * its family stand. Null where the person has no such eligibility.
 */
export async function scopesOfEligibility(
  reader: Reader,
  principalId: string,
  { id, search, limit }: { readonly id: string; readonly search: string; readonly limit: number },
  now: Temporal.Instant,
): Promise<FoundScopes | null> {
  const { facts } = await viewerOf(reader, principalId, now);
  const eligibility = await scheduleById(reader, id);
  if (eligibility?.kind !== 'eligible' || !isOrIsIn(facts, eligibility.principalId)) return null;
  if (!isUnfinished(eligibility, now)) return null;
  const role = await roleDefinitionById(reader, eligibility.roleDefinitionId);
  if (role === null) return null;
  if (role.family === 'group') {
    const group = await registeredScope(reader, eligibility.scope);
    return { items: group === null ? [] : [group], hasMore: false };
  }
  const rows = await reader.query((db) =>
    db
      .selectFrom('scope')
      .selectAll()
      .where('kind', 'in', [...scopeKindsOf(role.family)])
      .where((where) => where.and([isAtOrBelow(db, 'path', [eligibility.scope]), says(search)]))
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
