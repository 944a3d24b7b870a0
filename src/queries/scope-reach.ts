import { type Expression, type SqlBool, sql } from 'kysely';
import { ROOT, type Scope, scopeKind } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import type { QueryBuilder } from '../ledger/statement.ts';

/** The scopes that a list is about. */
export interface ScopeReach {
  readonly at: Scope;
  /** Ancestors whose entries belong to the list too, as they are inherited. */
  readonly above: readonly Scope[];
  /** Whether everything below belongs to it too. */
  readonly below: boolean;
}

/** Whether the column holds a scope that the list is about. */
export function isInReach(db: QueryBuilder, column: string, { at, above, below }: ScopeReach): Expression<SqlBool> {
  const named = isOneOf(column, [at, ...above]);
  if (!below) return named;
  return sql<boolean>`(${named} or ${isAtOrBelow(db, column, [at])})`;
}

/**
 * Whether the column holds one of the scopes or one below: by path where the path tells, by the registered parents of
 * management groups and subscriptions where it does not. Everything stands below the root.
 */
export function isAtOrBelow(db: QueryBuilder, column: string, scopes: readonly Scope[]): Expression<SqlBool> {
  if (scopes.includes(ROOT)) return sql<boolean>`1 = 1`;
  const groups = scopes.filter((scope) => scopeKind(scope) === 'managementGroup');
  const others = scopes.filter((scope) => !groups.includes(scope));
  if (groups.length === 0) return isAtOrBelowPaths(column, others);
  const inGroups = isBelowGroups(db, column, groups);
  return others.length === 0 ? inGroups : sql<boolean>`(${isAtOrBelowPaths(column, others)} or ${inGroups})`;
}

/** With more scopes than this, an index is no help. */
const MOST_PATHS = 200;

/**
 * Scopes whose paths, and what begins with them, hold everything at and below the given ones, so that an index finds
 * it; null where that is everything, or where they are many.
 */
export async function pathsOver(reader: Reader, scopes: readonly Scope[]): Promise<readonly Scope[] | null> {
  if (scopes.includes(ROOT) || scopes.length > MOST_PATHS) return null;
  if (!scopes.some((scope) => scopeKind(scope) === 'managementGroup')) return scopes;
  const tree = await reader.query((db) => treeBelow(db, scopes).limit(MOST_PATHS + 1));
  const paths = new Set([...scopes, ...tree.map(({ path }) => path as Scope)]);
  return paths.size > MOST_PATHS ? null : [...paths];
}

/** Whether the column holds one of the scopes, or a path that begins with one. */
export function isAtOrBelowPaths(column: string, scopes: readonly Scope[]): Expression<SqlBool> {
  return isOneOfOrBelowPaths(column, scopes, scopes);
}

/** Whether the column holds one of the named scopes, or a path that begins with one of the others. */
export function isOneOfOrBelowPaths(
  column: string,
  named: readonly Scope[],
  paths: readonly Scope[],
): Expression<SqlBool> {
  if (named.length === 0) return sql<boolean>`1 = 0`;
  return sql<boolean>`(${sql.join(pathParts(column, named, paths), sql` or `)})`;
}

/** The same in parts of which each is one that an index answers, and nothing else: else none of them is. */
export function pathParts(
  column: string,
  named: readonly Scope[],
  paths: readonly Scope[],
): ReadonlyArray<Expression<SqlBool>> {
  return [isOneOf(column, named), ...paths.map((path) => isBelowPath(column, path))];
}

function isOneOf(column: string, scopes: readonly Scope[]): Expression<SqlBool> {
  return sql<boolean>`${sql.ref(column)} in (${sql.join(scopes)})`;
}

/** The text of what is below begins with the scope and `/`; `0` is the sign after that, so an index finds the range. */
function isBelowPath(column: string, scope: Scope): Expression<SqlBool> {
  return sql<boolean>`(${sql.ref(column)} > ${`${scope}/`} and ${sql.ref(column)} < ${`${scope}0`})`;
}

/** `/subscriptions/` and a GUID. */
const SUBSCRIPTION_LENGTH = 51;

/** In one of the groups, in a group or subscription below, or below such a subscription. */
function isBelowGroups(db: QueryBuilder, column: string, groups: readonly Scope[]): Expression<SqlBool> {
  const below = treeBelow(db, groups);
  return sql<boolean>`(${sql.ref(column)} in ${below} or substr(${sql.ref(column)}, 1, ${sql.lit(SUBSCRIPTION_LENGTH)}) in ${below})`;
}

/** Management groups and subscriptions: the groups themselves and what is registered below them. */
function treeBelow(db: QueryBuilder, groups: readonly Scope[]) {
  return db
    .withRecursive('tree', (recursive) =>
      recursive
        .selectFrom('scope')
        .select('path')
        .where('path', 'in', groups)
        .union(
          recursive
            .selectFrom('scope')
            .innerJoin('tree', 'tree.path', 'scope.parent')
            .select('scope.path')
            .where('scope.kind', 'in', ['managementGroup', 'subscription']),
        ),
    )
    .selectFrom('tree')
    .select('path');
}
