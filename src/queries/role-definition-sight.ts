import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { ROOT, type Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { roleSightOf } from '../ledger/facts/role-sight-facts.ts';
import type { Schema } from '../ledger/schema.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { atOrBelow } from './scopes-below.ts';
import type { Viewer } from './viewer.ts';

export type RoleFilter = (where: ExpressionBuilder<Schema, 'role_definition'>, db: QueryBuilder) => Expression<SqlBool>;

/**
 * The role definitions that the viewer may see: built-in ones, which are the same everywhere; custom ones that stand
 * where the viewer deals with roles, above or below that; and those that the viewer has or is eligible for.
 */
export async function roleDefinitionsSeenBy(
  reader: Reader,
  viewer: Viewer,
  now: Temporal.Instant,
): Promise<RoleFilter> {
  const { at, atOrAbove } = await roleSightOf(reader, viewer.holder, now);
  if (at.includes(ROOT)) return (where) => where.lit(true);
  const holders = [viewer.facts.principal.id, ...viewer.facts.groupIds];
  return (where, db) =>
    where.or([
      where('kind', '=', 'builtIn'),
      where('id', 'in', (own) =>
        own
          .selectFrom('schedule')
          .select('role_definition_id')
          .where('principal_id', 'in', holders)
          .where((live) => live.or([live('end_at', 'is', null), live('end_at', '>', now.epochMilliseconds)])),
      ),
      ...(at.length === 0 ? [] : [standsIn([...atOrAbove], at)(where, db)]),
    ]);
}

/** Custom roles that can be assigned at one of these scopes, or at one of the others or below it. */
export function standsIn(at: readonly Scope[], atOrBelowThese: readonly Scope[]): RoleFilter {
  return (where, db) =>
    where('id', 'in', (standing) =>
      standing
        .selectFrom('assignable_scope')
        .select('role_definition_id')
        .where((scope) =>
          scope.or([
            scope('scope', 'in', at),
            ...(atOrBelowThese.length === 0 ? [] : [scope('scope', 'in', atOrBelow(db, atOrBelowThese))]),
          ]),
        ),
    );
}
