import { membershipsAt } from '../../domain/group/membership.ts';
import type { Principal, PrincipalFacts, PrincipalKind } from '../../domain/principal.ts';
import type { Reader } from '../engine.ts';
import { remembered } from '../remembered.ts';
import type { Schema } from '../schema.ts';
import { type QueryBuilder, statement } from '../statement.ts';
import { groupAssignmentsOf } from './group-assignment-facts.ts';
import { inParts } from './past/in-parts.ts';

const selectPrincipal = statement((db, p: { id: string }) =>
  db.selectFrom('principal').selectAll().where('id', '=', p.id).where('deleted_at', 'is', null),
);

const selectPrincipalByIdentity = statement((db, p: { issuer: string; subject: string }) =>
  db
    .selectFrom('identity')
    .innerJoin('principal', 'principal.id', 'identity.principal_id')
    .selectAll('principal')
    .where('identity.issuer', '=', p.issuer)
    .where('identity.subject', '=', p.subject)
    .where('principal.deleted_at', 'is', null),
);

/** The groups that the principal is in at `now` by a schedule, as far as they are enabled. */
function groupsJoined(db: QueryBuilder, principalId: string, now: number) {
  return db
    .selectFrom('group_assignment')
    .innerJoin('principal', 'principal.id', 'group_assignment.group_id')
    .select('group_assignment.group_id as id')
    .where('group_assignment.principal_id', '=', principalId)
    .where('group_assignment.access', '=', 'member')
    .where('principal.enabled', '=', 1)
    .where('group_assignment.start_at', '<=', now)
    .where((where) =>
      where.or([where('group_assignment.end_at', 'is', null), where('group_assignment.end_at', '>', now)]),
    );
}

/** A principal and every enabled group that it is in at `now`, however deep; a cycle ends by itself. */
export function withMemberOf(db: QueryBuilder, principalId: string, now: number) {
  return db.withRecursive('member_of', (recursive) =>
    recursive
      .selectFrom('principal')
      .select('id')
      .where('id', '=', principalId)
      .union(groupsJoined(db, principalId, now))
      .union(
        recursive
          .selectFrom('group_member')
          .innerJoin('member_of', 'member_of.id', 'group_member.member_id')
          .innerJoin('principal', 'principal.id', 'group_member.group_id')
          .select('group_member.group_id as id')
          .where('principal.enabled', '=', 1),
      ),
  );
}

const selectEnabledGroupsOf = statement((db, p: { memberId: string }) =>
  db
    .selectFrom('group_member')
    .innerJoin('principal', 'principal.id', 'group_member.group_id')
    .select('group_member.group_id')
    .where('group_member.member_id', '=', p.memberId)
    .where('principal.enabled', '=', 1),
);

/** Every group around a principal, disabled ones too: they can be enabled again. */
const selectGroupsAround = statement((db, p: { id: string }) =>
  db
    .withRecursive('around', (recursive) =>
      recursive
        .selectFrom('group_member')
        .select('group_id')
        .where('member_id', '=', p.id)
        .union(
          recursive
            .selectFrom('group_member')
            .innerJoin('around', 'around.group_id', 'group_member.member_id')
            .select('group_member.group_id'),
        ),
    )
    .selectFrom('around')
    .select('group_id'),
);

/** Owners, and the owners of those where they are service principals themselves. */
const selectOwnerIds = statement((db, p: { id: string }) =>
  db
    .withRecursive('owner', (recursive) =>
      recursive
        .selectFrom('service_principal_owner')
        .select('owner_id')
        .where('service_principal_id', '=', p.id)
        .union(
          recursive
            .selectFrom('service_principal_owner')
            .innerJoin('owner', 'owner.owner_id', 'service_principal_owner.service_principal_id')
            .select('service_principal_owner.owner_id'),
        ),
    )
    .selectFrom('owner')
    .select('owner_id'),
);

export function toPrincipal(row: Schema['principal']): Principal {
  return {
    id: row.id,
    kind: row.kind as PrincipalKind,
    displayName: row.display_name,
    userName: row.user_name,
    email: row.email,
    enabled: row.enabled === 1,
  };
}

export const principalById = remembered(async (tx, id: string): Promise<Principal | null> => {
  const row = await tx.first(selectPrincipal, { id });
  return row === undefined ? null : toPrincipal(row);
});

export async function principalByIdentity(tx: Reader, issuer: string, subject: string): Promise<Principal | null> {
  const row = await tx.first(selectPrincipalByIdentity, { issuer, subject });
  return row === undefined ? null : toPrincipal(row);
}

/** What an issuer calls these principals; one with two names there, or none, is left out. */
export async function subjectsAt(
  tx: Reader,
  issuer: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await inParts(ids, (some) =>
    tx.query((db) =>
      db
        .selectFrom('identity')
        .select(['principal_id', 'subject'])
        .where('issuer', '=', issuer)
        .where('principal_id', 'in', some),
    ),
  );
  const named = Map.groupBy(rows, (row) => row.principal_id);
  return new Map(
    [...named].flatMap(([id, [row, ...others]]) => (row && others.length === 0 ? [[id, row.subject]] : [])),
  );
}

/** The enabled groups that somebody is directly in. */
const enabledGroupsOf = remembered(async (tx, memberId: string): Promise<readonly string[]> => {
  return (await tx.all(selectEnabledGroupsOf, { memberId })).map((row) => row.group_id);
});

/** The principal with the enabled groups that it is in for good, direct and nested; null where there is none. */
const lastingFacts = remembered(async (tx, id: string): Promise<PrincipalFacts | null> => {
  const principal = await principalById(tx, id);
  if (principal === null) return null;
  // a set that is walked while it grows: a cycle ends by itself
  const reached = new Set([id]);
  for (const memberId of reached) for (const groupId of await enabledGroupsOf(tx, memberId)) reached.add(groupId);
  reached.delete(id);
  return { principal, groupIds: reached };
});

/** Has remembered what `principalFacts` reads of the principal itself. */
export function lookAheadOf(tx: Reader, id: string): Promise<unknown> {
  return Promise.all([principalById(tx, id), enabledGroupsOf(tx, id), groupAssignmentsOf(tx, id)]);
}

/** The principal with all its enabled groups at `now`, direct and nested, by a schedule too; null where there is none. */
export async function principalFacts(tx: Reader, id: string, now: Temporal.Instant): Promise<PrincipalFacts | null> {
  const lasting = await lastingFacts(tx, id);
  const assignments = lasting === null ? [] : await groupAssignmentsOf(tx, id);
  if (lasting === null || assignments.length === 0) return lasting;
  const groupIds = new Set(lasting.groupIds);
  const groupsUntil = new Map<string, Temporal.Instant>();
  // what lasts longest comes first, so that each group is found with its latest end
  for (const [groupId, until] of [...membershipsAt(assignments, now)].sort(([, a], [, b]) => compareEnds(b, a))) {
    const joined = await lastingFacts(tx, groupId);
    if (joined === null || !joined.principal.enabled) continue;
    for (const reached of [groupId, ...joined.groupIds]) {
      if (groupIds.has(reached)) continue;
      groupIds.add(reached);
      if (until !== null) groupsUntil.set(reached, until);
    }
  }
  return { principal: lasting.principal, groupIds, groupsUntil };
}

/** No end is the latest. */
function compareEnds(a: Temporal.Instant | null, b: Temporal.Instant | null): number {
  const [first, second] = [a, b].map((end) => end?.epochMilliseconds ?? Number.POSITIVE_INFINITY) as [number, number];
  return first === second ? 0 : first - second;
}

export interface GroupMembership {
  readonly groupId: string;
  readonly memberId: string;
}

/** The groups that contain the principal, directly or through others, whether they count at present or not. */
export async function groupsAround(tx: Reader, id: string): Promise<ReadonlySet<string>> {
  return new Set((await tx.all(selectGroupsAround, { id })).map((row) => row.group_id));
}

/** The same at `now`, with the groups that it is in by a schedule. */
export async function groupsAroundAt(tx: Reader, id: string, now: Temporal.Instant): Promise<ReadonlySet<string>> {
  const around = new Set(await groupsAround(tx, id));
  for (const groupId of membershipsAt(await groupAssignmentsOf(tx, id), now).keys()) {
    for (const reached of [groupId, ...(await groupsAround(tx, groupId))]) around.add(reached);
  }
  return around;
}

/** Who owns a service principal, also by way of another one. */
export async function ownersOf(tx: Reader, id: string): Promise<readonly string[]> {
  return (await tx.all(selectOwnerIds, { id })).map((row) => row.owner_id);
}
