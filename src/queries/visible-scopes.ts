import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { RegisteredScope } from '../domain/hierarchy/registered-scope.ts';
import { ROOT, type Scope, type ScopeKind, scopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { scopeChainOf, toRegisteredScope } from '../ledger/facts/scope-facts.ts';
import type { Schema } from '../ledger/schema.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { isShownAt } from './hidden-scopes.ts';
import { type HierarchySight, subscriptionsAround } from './hierarchy-sight.ts';

/** What a list of scopes is narrowed to. */
export interface ScopeCriteria {
  readonly kinds: readonly ScopeKind[];
  /** Below this scope. */
  readonly below: Scope;
  /** `children`: directly below only. */
  readonly depth: 'children' | 'all';
  /** Kinds of their own, or resources of one of these types (lower case); null: any. */
  readonly types: { readonly kinds: readonly ScopeKind[]; readonly resourceTypes: readonly string[] } | null;
  /** Only what the viewer may activate a role at now, not also what a role that is held lets them read. */
  readonly isEligibleOnly: boolean;
  /** What else is asked of names and paths; left out: nothing. */
  readonly names?: (where: ExpressionBuilder<Schema, 'scope'>) => Expression<SqlBool>;
}

export interface ScopePage {
  readonly items: readonly RegisteredScope[];
  /** The path behind which the next page begins; null on the last one. */
  readonly next: string | null;
}

/** A page of the registered scopes that the viewer sees, by path. */
export async function visibleScopes(
  reader: Reader,
  sight: HierarchySight,
  criteria: ScopeCriteria,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<ScopePage> {
  const { kinds, below, types, isEligibleOnly, names } = criteria;
  const chain = await scopeChainOf(reader, below);
  const isAround = (scopes: readonly Scope[]) => chain.some((around) => scopes.includes(around));
  const readsAll = kinds.every((kind) => isAround(sight.readsAt[kind]) && sight.hiddenAt[kind].length === 0);
  const eligibleAt = isEligibleOnly ? sight.eligibleNowAt : sight.eligibleAt;
  const seesAll = isAround(eligibleAt) || (!isEligibleOnly && (sight.isAdministrator || readsAll));
  const rows = await reader.query((db) => {
    let query = db.selectFrom('scope').selectAll().where('kind', 'in', orNothing(kinds)).where(isPlaced(db, criteria));
    if (names !== undefined) query = query.where(names);
    if (types !== null) {
      query = query.where((where) =>
        where.or([
          where('kind', 'in', orNothing(types.kinds)),
          where('resource_type', 'in', orNothing(types.resourceTypes)),
        ]),
      );
    }
    if (!seesAll) {
      const eligible = sql<boolean>`path in ${subtreesOf(db, eligibleAt)}`;
      query = query.where((where) =>
        where.or([eligible, ...(isEligibleOnly ? [] : kinds.map((kind) => isReadAs(db, sight, kind)))]),
      );
    }
    if (after !== null) query = query.where('path', '>', after);
    return query.orderBy('path').limit(limit + 1);
  });
  const items = rows.slice(0, limit).map(toRegisteredScope);
  return { items, next: rows.length > limit ? (items.at(-1)?.scope ?? null) : null };
}

/** Whether a scope is of the kind and a role lets the viewer read it; the same rule as `seesScope`. */
function isReadAs(db: QueryBuilder, sight: HierarchySight, kind: ScopeKind): Expression<SqlBool> {
  // everything stands below the root, registered parent or not
  const isBelow = sight.readsAt[kind].includes(ROOT) ? sql`1 = 1` : sql`path in ${subtreesOf(db, sight.readsAt[kind])}`;
  const isRead = sql`(${isBelow} and ${isShownAt(db, 'path', sight.hiddenAt[kind])})`;
  const alone = kind === 'subscription' ? subscriptionsAround(sight) : [];
  const isSeen = alone.length === 0 ? isRead : sql`(${isRead} or path in (${sql.join(alone)}))`;
  return sql<boolean>`(kind = ${kind} and ${isSeen})`;
}

/** Whether a scope stands where the list looks. */
function isPlaced(db: QueryBuilder, { below, depth }: ScopeCriteria): Expression<SqlBool> {
  if (below === ROOT) {
    return depth === 'all' ? sql<boolean>`path <> ${ROOT}` : sql<boolean>`(parent is null and path <> ${ROOT})`;
  }
  if (depth === 'children') return sql<boolean>`parent = ${below}`;
  const kind = scopeKind(below);
  if (kind === 'subscription') return sql<boolean>`subscription = ${below}`;
  if (kind === 'resourceGroup') return sql<boolean>`resource_group = ${below}`;
  return sql<boolean>`(path <> ${below} and path in ${subtreesOf(db, [below])})`;
}

/** The scopes and everything registered below them. */
function subtreesOf(db: QueryBuilder, scopes: readonly string[]) {
  return db
    .withRecursive('subtree', (recursive) =>
      recursive
        .selectFrom('scope')
        .select('path')
        .where('path', 'in', orNothing(scopes))
        .union(recursive.selectFrom('scope').innerJoin('subtree', 'subtree.path', 'scope.parent').select('scope.path')),
    )
    .selectFrom('subtree')
    .select('path');
}

/** An empty list of values is no SQL; no path, kind or type is the empty text. */
function orNothing(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : [''];
}
