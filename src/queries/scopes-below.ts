import type { Scope } from '../domain/scope.ts';
import type { QueryBuilder } from '../ledger/statement.ts';

/** The scopes and every registered one below them, by registered parents. */
export function atOrBelow(db: QueryBuilder, scopes: readonly Scope[]) {
  return db
    .withRecursive('seen', (recursive) =>
      recursive
        .selectFrom('scope')
        .select('path')
        .where('path', 'in', scopes)
        .union(recursive.selectFrom('scope').innerJoin('seen', 'seen.path', 'scope.parent').select('scope.path')),
    )
    .selectFrom('seen')
    .select('path');
}
