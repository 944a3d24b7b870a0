import { sql } from 'kysely';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { type QueryBuilder, statement } from '../ledger/statement.ts';
import { isApprover } from './is-approver.ts';
import { byRareStatus, ownedBy } from './request-narrowings.ts';
import { allOf, nothing, type RequestFilter } from './request-rows.ts';
import type { Viewer } from './viewer.ts';

const selectRolesWithPolicy = statement((db, _: Record<never, never>) =>
  db.selectFrom('role_management_policy').select('role_definition_id').distinct(),
);

const selectNextScope = statement((db, p: { roleDefinitionId: string; after: string }) =>
  db
    .selectFrom('schedule_request')
    .select('scope')
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('scope', '>', p.after)
    .orderBy('scope')
    .limit(1),
);

/** Roles, scopes and named approvers of what is undecided, by the index of rare states; the same may come twice. */
function undecidedGroups(db: QueryBuilder) {
  return db
    .selectFrom('schedule_request as request')
    .innerJoin('approval_stage as stage', 'stage.request_id', 'request.id')
    .select(['request.role_definition_id', 'request.scope', 'stage.approvers', 'stage.ordinal'])
    .where((where) => isPending(where as never, db))
    .where('stage.result', 'is', null);
}

/** On record; an index finds them. */
const isPending = byRareStatus(['pendingApproval']) ?? nothing;

const isUndecided: RequestFilter = (where) =>
  where.and([where('request.status', '=', 'pendingApproval'), where('stage.result', 'is', null)]);

/**
 * Asked neither by the viewer nor for the viewer or a group that the viewer is in, nor by a service principal that
 * these own (BEHAVIOUR §4).
 */
function isOfOthers({ facts }: Viewer): RequestFilter {
  const ids = [facts.principal.id, ...facts.groupIds];
  return (where, db) =>
    where.and([
      where('request.requestor_id', '!=', facts.principal.id),
      where('request.principal_id', 'not in', ids),
      where('request.requestor_id', 'not in', ownedBy(db, ids)),
    ]);
}

/** Who decided once, in whatever stage, has had their say (BEHAVIOUR §4). */
function isUndecidedBy({ facts }: Viewer): RequestFilter {
  return (where) =>
    where('request.id', 'not in', (decisions) =>
      decisions.selectFrom('approval_decision').select('request_id').where('decided_by_id', '=', facts.principal.id),
    );
}

/** Requests for whose sake the viewer sees them as an approver. */
export interface ApproverRequests {
  readonly filter: RequestFilter;
  /** What an index finds them by, and others. */
  readonly narrowing: RequestFilter;
}

const none: ApproverRequests = { filter: nothing, narrowing: nothing };

/** For a role at a scope, each of them one of these. */
function byPlaces(places: readonly (readonly [string, string])[]): RequestFilter {
  const rows = sql.join(places.map(([role, scope]) => sql`(${role}, ${scope})`));
  return (where) =>
    sql<boolean>`(${where.ref('request.role_definition_id')}, ${where.ref('request.scope')}) in (values ${rows})`;
}

/**
 * The undecided requests of others whose approver the viewer is now; their window may be over. The domain's rule is
 * asked once for each role, scope and set of named approvers.
 */
export async function undecidedFor(reader: Reader, viewer: Viewer, now: Temporal.Instant): Promise<ApproverRequests> {
  if (viewer.facts.principal.kind !== 'user') return none;
  const rows = await reader.query(undecidedGroups);
  const groups = new Map(rows.map((row) => [JSON.stringify(row), row])).values();
  const decidable: (typeof rows)[number][] = [];
  for (const group of groups) {
    const place = {
      roleDefinitionId: group.role_definition_id,
      scope: group.scope as Scope,
      stage: { approvers: JSON.parse(group.approvers), ordinal: group.ordinal },
    };
    if (await isApprover(reader, viewer, place, now)) decidable.push(group);
  }
  if (decidable.length === 0) return none;
  // a number as such: what is bound in a list of values is a text to some engines
  const tuples = decidable.map(
    (group) => sql`(${group.role_definition_id}, ${group.scope}, ${group.approvers}, ${sql.lit(group.ordinal)})`,
  );
  return {
    filter: allOf(isUndecided, isOfOthers(viewer), isUndecidedBy(viewer), (where) => {
      const group = sql`(${where.ref('request.role_definition_id')}, ${where.ref('request.scope')}, ${where.ref('stage.approvers')}, ${where.ref('stage.ordinal')})`;
      return sql<boolean>`${group} in (values ${sql.join(tuples)})`;
    }),
    narrowing: allOf(isPending, byPlaces(decidable.map((group) => [group.role_definition_id, group.scope]))),
  };
}

/** The requests of others, decided or not, for a role at a scope whose policy names the viewer as approver now. */
export async function approvableBy(reader: Reader, viewer: Viewer, now: Temporal.Instant): Promise<ApproverRequests> {
  if (viewer.facts.principal.kind !== 'user') return none;
  const approvable: (readonly [string, string])[] = [];
  // the default settings ask for no approval: only a role with settings of its own can name anybody
  for (const { role_definition_id: roleDefinitionId } of await reader.all(selectRolesWithPolicy, {})) {
    // one look at the index for each scope, however many requests there are
    let next = await reader.first(selectNextScope, { roleDefinitionId, after: '' });
    while (next !== undefined) {
      const place = { roleDefinitionId, scope: next.scope as Scope, stage: null };
      if (await isApprover(reader, viewer, place, now)) approvable.push([roleDefinitionId, next.scope]);
      next = await reader.first(selectNextScope, { roleDefinitionId, after: next.scope });
    }
  }
  if (approvable.length === 0) return none;
  const isApproved: RequestFilter = (where) => where('stage.id', 'is not', null);
  const narrowing = byPlaces(approvable);
  return { filter: allOf(isOfOthers(viewer), isApproved, narrowing), narrowing };
}
