import { sql } from 'kysely';
import type { RoleDefinition, RoleFamily } from '../domain/role-definition.ts';
import { type RoleRisk, roleRisk } from '../domain/role-risk.ts';
import { ROOT, type Scope } from '../domain/scope.ts';
import { familiesAt } from '../domain/stands-at.ts';
import type { Reader } from '../ledger/engine.ts';
import { toRoleDefinition } from '../ledger/facts/role-facts.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { isReadBy } from './assignment-filter.ts';
import { hierarchySightOf } from './hierarchy-sight.ts';
import { knownScope } from './known-scope.ts';
import { roleDefinitionsSeenBy, standsIn } from './role-definition-sight.ts';
import { holdsWord, searchedWords } from './text-search.ts';
import type { Viewer } from './viewer.ts';

export interface RoleQuestion {
  /** Words that are each in the name; null: all. */
  readonly search: string | null;
  readonly family: RoleFamily | null;
  /** Those alone that can be assigned there; null: anywhere. */
  readonly assignableAt: Scope | null;
  /** Those alone that somebody has or may activate, as far as the viewer reads it. */
  readonly isInUse: boolean;
}

/** A role with what there is of it, as far as the viewer reads assignments. */
export interface RoleOverview {
  readonly role: RoleDefinition;
  /** Where it was asked about; at the top where it was not. */
  readonly risk: RoleRisk;
  readonly eligible: number;
  /** Given by administrators. */
  readonly assigned: number;
  /** Activated from an eligibility. */
  readonly activated: number;
  /** Given by administrators, without end. */
  readonly permanent: number;
}

const NONE = { eligible: 0, assigned: 0, activated: 0, permanent: 0 };

/** A page of the roles that the viewer may see, by name; what is called just as was searched for first, then what begins so. */
export async function roleOverview(
  reader: Reader,
  viewer: Viewer,
  question: RoleQuestion,
  { limit, after }: { readonly limit: number; readonly after: string | null },
  now: Temporal.Instant,
): Promise<{ readonly items: readonly RoleOverview[]; readonly next: string | null }> {
  const { search, family, assignableAt, isInUse } = question;
  const isSeen = await roleDefinitionsSeenBy(reader, viewer, now);
  const at = assignableAt === null ? null : await knownScopeFor(reader, viewer, assignableAt, now);
  const rows = await reader.query((db) => {
    const place = placeOf(search);
    let query = db
      .selectFrom('role_definition')
      .selectAll()
      .select(place.as('place'))
      .where('deleted_at', 'is', null)
      .where((where) => isSeen(where, db))
      .orderBy('place')
      .limit(limit + 1);
    for (const word of searchedWords(search ?? '')) query = query.where(holdsWord('name', word));
    if (family !== null) query = query.where('family', '=', family);
    if (at !== null) {
      query = query.where('family', 'in', [...familiesAt(at.scope)]);
      query = query.where((where) => where.or([where('kind', '=', 'builtIn'), standsIn(at.scopeChain, [])(where, db)]));
    }
    if (isInUse) query = query.where('id', 'in', openRoles(db, viewer, now));
    return after === null ? query : query.where(place, '>', after);
  });
  const shown = rows.slice(0, limit);
  const counts = await countsOf(
    reader,
    viewer,
    shown.map(({ id }) => id),
    now,
  );
  const items = shown.map((row) => {
    const role = toRoleDefinition(row);
    return { role, risk: roleRisk(role, assignableAt ?? ROOT), ...(counts.get(role.id) ?? NONE) };
  });
  return { items, next: rows.length > limit ? (shown.at(-1)?.place ?? null) : null };
}

/** Where a role stands in the list; somebody who looks for `owner` means Owner, and not one of fifty that end so. */
function placeOf(search: string | null) {
  const sought = search?.trim().toLowerCase() ?? '';
  if (sought === '') return sql<string>`lower(name) || ' ' || id`;
  const rank = sql`case when lower(name) = ${sought} then '0' when substr(lower(name), 1, ${sought.length}) = ${sought} then '1' else '2' end`;
  return sql<string>`${rank} || ' ' || lower(name) || ' ' || id`;
}

async function knownScopeFor(reader: Reader, viewer: Viewer, scope: Scope, now: Temporal.Instant) {
  return knownScope(reader, await hierarchySightOf(reader, viewer.facts.principal.id, now), scope);
}

/** What has not ended at the instant, as far as the viewer reads it. */
function open(db: QueryBuilder, viewer: Viewer, now: Temporal.Instant) {
  return db
    .selectFrom('schedule')
    .where('schedule.ended_at', 'is', null)
    .where((where) =>
      where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', now.epochMilliseconds)]),
    )
    .where(isReadBy(viewer)(db));
}

function openRoles(db: QueryBuilder, viewer: Viewer, now: Temporal.Instant) {
  return open(db, viewer, now).select('schedule.role_definition_id').distinct();
}

async function countsOf(reader: Reader, viewer: Viewer, ids: readonly string[], now: Temporal.Instant) {
  if (ids.length === 0) return new Map<string, typeof NONE>();
  const rows = await reader.query((db) =>
    open(db, viewer, now)
      .where('schedule.role_definition_id', 'in', ids)
      .groupBy('schedule.role_definition_id')
      .select((where) => {
        const count = (condition: ReturnType<typeof sql<boolean>>) =>
          where.fn.countAll<number>().filterWhere(condition);
        const isAssigned = sql<boolean>`kind = 'active' and assignment_type = 'assigned'`;
        return [
          'schedule.role_definition_id as id',
          count(sql<boolean>`kind = 'eligible'`).as('eligible'),
          count(isAssigned).as('assigned'),
          count(sql<boolean>`kind = 'active' and assignment_type = 'activated'`).as('activated'),
          count(sql<boolean>`${isAssigned} and end_at is null`).as('permanent'),
        ];
      }),
  );
  return new Map(
    rows.map(({ id, eligible, assigned, activated, permanent }) => [
      id,
      {
        eligible: Number(eligible),
        assigned: Number(assigned),
        activated: Number(activated),
        permanent: Number(permanent),
      },
    ]),
  );
}
