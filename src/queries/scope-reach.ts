import { type Expression, type SqlBool, sql } from 'kysely';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { QueryBuilder } from '../ledger/statement.ts';

/** The scopes that a list is about. */
export interface ScopeReach {
  readonly at: Scope;
  /** Ancestors whose entries belong to the list too, as they are inherited. */
  readonly above: readonly Scope[];
  /** Whether everything below belongs to it too. */
  readonly below: boolean;
}

/** Whether the column holds a scope that the list is about; below is told by the registered parents. */
export function isInReach(db: QueryBuilder, column: string, { at, above, below }: ScopeReach): Expression<SqlBool> {
  // everything stands below the root
  if (at === ROOT && below) return sql<boolean>`1 = 1`;
  const named = sql.join([at, ...above]);
  if (!below) return sql<boolean>`${sql.ref(column)} in (${named})`;
  return sql<boolean>`(${sql.ref(column)} in (${named}) or ${sql.ref(column)} in ${scopesBelow(db, at)})`;
}

function scopesBelow(db: QueryBuilder, scope: Scope) {
  return db
    .withRecursive('below', (recursive) =>
      recursive
        .selectFrom('scope')
        .select('path')
        .where('parent', '=', scope)
        .union(recursive.selectFrom('scope').innerJoin('below', 'below.path', 'scope.parent').select('scope.path')),
    )
    .selectFrom('below')
    .select('path');
}
