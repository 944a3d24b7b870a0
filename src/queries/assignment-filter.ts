import { type Expression, type SqlBool, sql } from 'kysely';
import { EXTENSION_OPENS_BEFORE_MS } from '../domain/extension/extension-window.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { AssignmentType } from '../domain/schedule.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { isNotHidden } from './hidden-scopes.ts';
import type { ScheduleCondition } from './schedules.ts';
import { isInReach, type ScopeReach } from './scope-reach.ts';
import { holdsWord, searchedWords } from './text-search.ts';
import type { Viewer } from './viewer.ts';

/** What a list of everybody's assignments is narrowed to, beside who and which role; null means any. */
export interface AssignmentNarrowing {
  /** Words that are each in the name of the principal, the role or the scope. */
  readonly search: string | null;
  readonly family: RoleFamily | null;
  readonly assignmentType: AssignmentType | null;
  /** `soon`: in the last 14 days before its end; `never`: permanent. */
  readonly ends: 'soon' | 'never' | null;
}

/** The schedules at the scopes where the viewer reads assignments, by family. */
export function isReadBy({ readsAt, hiddenAt }: Viewer): ScheduleCondition {
  const columns = { scope: 'schedule.scope', family: 'role.family' };
  return (db) => {
    const isRead = (family: RoleFamily) => {
      const parts = readsAt[family].map((at) => isInReach(db, 'schedule.scope', { at, above: [], below: true }));
      if (parts.length === 0) return sql<boolean>`1 = 0`;
      return sql<boolean>`(role.family = ${family} and (${sql.join(parts, sql` or `)}))`;
    };
    const isSeen = sql`(${isRead('resource')} or ${isRead('directory')} or ${isRead('group')}) and ${isNotHidden(db, columns, hiddenAt)}`;
    return sql<boolean>`exists (select 1 from role_definition as role where role.id = schedule.role_definition_id and ${isSeen})`;
  };
}

/** The condition of a narrowing, at an instant in milliseconds. */
export function narrowedBy(
  { search, family, assignmentType, ends }: AssignmentNarrowing,
  nowMs: number,
): ScheduleCondition {
  const parts: ScheduleCondition[] = searchedWords(search ?? '').map(isNamed);
  if (family !== null) {
    parts.push(() => sql`schedule.role_definition_id in (select id from role_definition where family = ${family})`);
  }
  if (assignmentType !== null) parts.push(() => sql`schedule.assignment_type = ${assignmentType}`);
  if (ends === 'never') parts.push(() => sql`schedule.end_at is null`);
  if (ends === 'soon') parts.push(() => sql`schedule.end_at <= ${nowMs + EXTENSION_OPENS_BEFORE_MS}`);
  return allOf(parts);
}

/** At the scope, and below it where that may be told. */
export function isWithin(reach: ScopeReach): ScheduleCondition {
  return (db) => isInReach(db, 'schedule.scope', reach);
}

/** With exactly this id, principal or role. */
export function isOf(column: 'id' | 'principal_id' | 'role_definition_id', id: string): ScheduleCondition {
  return () => sql<boolean>`${sql.ref(`schedule.${column}`)} = ${id}`;
}

export function allOf(parts: readonly ScheduleCondition[]): ScheduleCondition {
  if (parts.length === 0) return () => sql<boolean>`1 = 1`;
  return (db: QueryBuilder): Expression<SqlBool> =>
    sql<boolean>`(${sql.join(
      parts.map((part) => part(db)),
      sql` and `,
    )})`;
}

function isNamed(word: string): ScheduleCondition {
  return () => sql<boolean>`(
    schedule.principal_id in (select id from principal where ${holdsWord('search_text', word)})
    or schedule.role_definition_id in (select id from role_definition where ${holdsWord('name', word)})
    or schedule.scope in (select path from scope where ${holdsWord('display_name', word)} or ${holdsWord('path', word)})
    or schedule.scope in (select '/groups/' || id from principal where kind = 'group' and ${holdsWord('search_text', word)}))`;
}
