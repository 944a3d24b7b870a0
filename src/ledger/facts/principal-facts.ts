import type { Principal, PrincipalFacts, PrincipalKind } from '../../domain/principal.ts';
import type { Reader } from '../engine.ts';
import { remembered } from '../remembered.ts';
import type { Schema } from '../schema.ts';
import { type QueryBuilder, statement } from '../statement.ts';

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

/** A principal and every enabled group that it is in, however deep; a cycle ends by itself. */
export function withMemberOf(db: QueryBuilder, principalId: string) {
  return db.withRecursive('member_of', (recursive) =>
    recursive
      .selectFrom('principal')
      .select('id')
      .where('id', '=', principalId)
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

/** The enabled people in an enabled group, however deep, and the principal itself where it is such a person. */
function peopleQuery(
  db: QueryBuilder,
  p: { readonly id: string; readonly withoutId: string; readonly leftGroupId: string },
  leavingIds: readonly string[],
) {
  return db
    .withRecursive('includes', (recursive) =>
      recursive
        .selectFrom('principal')
        .select('id')
        .where('id', '=', p.id)
        .where('enabled', '=', 1)
        .where('id', '!=', p.withoutId)
        .union(
          recursive
            .selectFrom('group_member')
            .innerJoin('includes', 'includes.id', 'group_member.group_id')
            .innerJoin('principal', 'principal.id', 'group_member.member_id')
            .select('group_member.member_id as id')
            .where('principal.enabled', '=', 1)
            .where('principal.id', '!=', p.withoutId)
            .where((where) =>
              where.or([where('group_id', '!=', p.leftGroupId), where('member_id', 'not in', leavingIds)]),
            ),
        ),
    )
    .selectFrom('includes')
    .innerJoin('principal', 'principal.id', 'includes.id')
    .selectAll('principal')
    .where('principal.kind', '=', 'user')
    .where('principal.enabled', '=', 1);
}

const selectPeople = statement((db, p: { id: string; withoutId: string; leftGroupId: string; leavingId: string }) =>
  peopleQuery(db, p, [p.leavingId]),
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

/** The enabled groups that somebody is directly in. */
const enabledGroupsOf = remembered(async (tx, memberId: string): Promise<readonly string[]> => {
  return (await tx.all(selectEnabledGroupsOf, { memberId })).map((row) => row.group_id);
});

/** The principal with all its enabled groups, direct and nested; null where there is none. */
export const principalFacts = remembered(async (tx, id: string): Promise<PrincipalFacts | null> => {
  const principal = await principalById(tx, id);
  if (principal === null) return null;
  // a set that is walked while it grows: a cycle ends by itself
  const reached = new Set([id]);
  for (const memberId of reached) for (const groupId of await enabledGroupsOf(tx, memberId)) reached.add(groupId);
  reached.delete(id);
  return { principal, groupIds: reached };
});

export interface GroupMembership {
  readonly groupId: string;
  readonly memberId: string;
}

/** What is looked away from, to see what would be left without it. */
export interface Without {
  readonly principalId: string | null;
  readonly leaving: Leaving | null;
}

/** Members of one group. */
export interface Leaving {
  readonly groupId: string;
  readonly memberIds: readonly string[];
}

/** The groups that contain the principal, directly or through others, whether they count at present or not. */
export async function groupsAround(tx: Reader, id: string): Promise<ReadonlySet<string>> {
  return new Set((await tx.all(selectGroupsAround, { id })).map((row) => row.group_id));
}

/** The enabled people that a user or a group stands for; groups are expanded. */
export async function peopleIn(tx: Reader, id: string, without?: Without): Promise<readonly Principal[]> {
  const { groupId: leftGroupId = '', memberIds = [] } = without?.leaving ?? {};
  const left = { id, withoutId: without?.principalId ?? '', leftGroupId };
  const [leavingId = '', ...others] = memberIds;
  const rows =
    others.length === 0
      ? await tx.all(selectPeople, { ...left, leavingId })
      : await tx.query((db) => peopleQuery(db, left, memberIds));
  return rows.map(toPrincipal);
}

/** Who owns a service principal, also by way of another one. */
export async function ownersOf(tx: Reader, id: string): Promise<readonly string[]> {
  return (await tx.all(selectOwnerIds, { id })).map((row) => row.owner_id);
}
