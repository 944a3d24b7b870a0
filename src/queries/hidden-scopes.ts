import { type Expression, type SqlBool, sql } from 'kysely';
import type { HiddenScope } from '../domain/access/hidden-scopes.ts';
import { ROOT } from '../domain/scope.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { atOrBelow } from './scopes-below.ts';

/** Whether the column holds a scope that is not hidden. */
export function isShownAt(db: QueryBuilder, columnName: string, hidden: readonly HiddenScope[]): Expression<SqlBool> {
  const column = sql.ref(columnName);
  const alone = hidden.filter(({ doNotApplyToChildScopes }) => doNotApplyToChildScopes).map(({ scope }) => scope);
  const withBelow = hidden.filter(({ doNotApplyToChildScopes }) => !doNotApplyToChildScopes).map(({ scope }) => scope);
  const parts = [
    ...(alone.length === 0 ? [] : [sql`${column} not in (${sql.join(alone)})`]),
    // everything stands below the root, registered parent or not
    ...(withBelow.includes(ROOT) ? [sql`1 = 0`] : []),
    ...(withBelow.length === 0 ? [] : [sql`${column} not in ${atOrBelow(db, withBelow)}`]),
  ];
  return parts.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

/** Whether a row is of a directory or group role, which no deny assignment is about, or at a scope that is not hidden. */
export function isNotHidden(
  db: QueryBuilder,
  columns: { readonly scope: string; readonly family: string },
  hidden: readonly HiddenScope[],
): Expression<SqlBool> {
  if (hidden.length === 0) return sql<boolean>`1 = 1`;
  return sql<boolean>`(${sql.ref(columns.family)} <> 'resource' or ${isShownAt(db, columns.scope, hidden)})`;
}
