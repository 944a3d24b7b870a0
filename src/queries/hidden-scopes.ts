import { type Expression, type SqlBool, sql } from 'kysely';
import { READS_RESOURCE_ASSIGNMENTS } from '../domain/access/assignment-readers.ts';
import type { Holder } from '../domain/access/decide-access.ts';
import { reaches } from '../domain/access/denial.ts';
import { attributesFrom } from '../domain/condition/attributes-from.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { atOrBelow } from './scopes-below.ts';

/** Where a deny assignment takes away the sight of other people's resource roles that a role gives. */
export interface HiddenScope {
  readonly scope: Scope;
  readonly doNotApplyToChildScopes: boolean;
}

/** Where sight is denied to the holder; what a condition leaves open counts as denied. */
export function hiddenFrom({ denials }: Holder): readonly HiddenScope[] {
  const none = attributesFrom({});
  const attributes = { principal: none, resource: none, request: none, environment: none };
  return denials.filter((denial) => {
    const question = { action: READS_RESOURCE_ASSIGNMENTS, isDataAction: false, scopeChain: [denial.scope] };
    return denial.denies({ ...question, attributes });
  });
}

/** Whether the first scope of the chain is hidden. */
export function isHidden(hidden: readonly HiddenScope[], scopeChain: readonly Scope[]): boolean {
  return hidden.some((each) => reaches(each, scopeChain));
}

/** Whether a row is of a directory role, which no deny assignment is about, or at a scope that is not hidden. */
export function isNotHidden(
  db: QueryBuilder,
  columns: { readonly scope: string; readonly family: string },
  hidden: readonly HiddenScope[],
): Expression<SqlBool> {
  const column = sql.ref(columns.scope);
  const alone = hidden.filter(({ doNotApplyToChildScopes }) => doNotApplyToChildScopes).map(({ scope }) => scope);
  const withBelow = hidden.filter(({ doNotApplyToChildScopes }) => !doNotApplyToChildScopes).map(({ scope }) => scope);
  const parts = [
    ...(alone.length === 0 ? [] : [sql`${column} not in (${sql.join(alone)})`]),
    // everything stands below the root, registered parent or not
    ...(withBelow.includes(ROOT) ? [sql`1 = 0`] : []),
    ...(withBelow.length === 0 ? [] : [sql`${column} not in ${atOrBelow(db, withBelow)}`]),
  ];
  if (parts.length === 0) return sql<boolean>`1 = 1`;
  return sql<boolean>`(${sql.ref(columns.family)} = 'directory' or (${sql.join(parts, sql` and `)}))`;
}
