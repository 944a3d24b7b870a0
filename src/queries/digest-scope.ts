import { type Expression, type SqlBool, sql } from 'kysely';
import type { HiddenScope } from '../domain/access/hidden-scopes.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import type { DueDigest } from './due-digests.ts';
import { isNotHidden } from './hidden-scopes.ts';
import { isAtOrBelow } from './scope-reach.ts';

/** Whether a row of a role at a scope is one that the reader administers, and none that is hidden from them. */
export type IsAdministered = (db: QueryBuilder, scopeColumn: string) => Expression<SqlBool>;

export function administeredBy(
  { administered }: Pick<DueDigest, 'administered'>,
  hidden: readonly HiddenScope[],
): IsAdministered {
  return (db, scope) => {
    const family = sql.ref('role.family');
    const parts = (Object.keys(administered) as RoleFamily[])
      .filter((each) => administered[each].length > 0)
      .map((each) => sql`(${family} = ${each} and ${isAtOrBelow(db, scope, administered[each])})`);
    if (parts.length === 0) return sql<boolean>`1 = 0`;
    return sql<boolean>`((${sql.join(parts, sql` or `)}) and ${isNotHidden(db, { scope, family: 'role.family' }, hidden)})`;
  };
}

/** Schedules with their roles. */
export function withRoles(db: QueryBuilder) {
  return db.selectFrom('schedule').innerJoin('role_definition as role', 'role.id', 'schedule.role_definition_id');
}
