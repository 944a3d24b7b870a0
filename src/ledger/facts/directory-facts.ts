import { type Identity, type Principal, signInNameKey } from '../../domain/principal.ts';
import type { Reader } from '../engine.ts';
import { remembered } from '../remembered.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';
import { groupAssignmentsAt } from './group-assignment-facts.ts';
import { toPrincipal } from './principal-facts.ts';

/** A principal with what its administration is about. */
export interface DirectoryEntry {
  readonly principal: Principal;
  readonly isBlocked: boolean;
  /** At the directory that it came from. */
  readonly isInactive: boolean;
  readonly isRoleAssignable: boolean;
  /** The provisioning source that keeps it; null: it is administered here. */
  readonly sourceId: string | null;
  /** The entry that changed it last. */
  readonly version: number;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
}

const selectEntry = statement((db, p: { id: string }) =>
  db.selectFrom('principal').selectAll().where('id', '=', p.id).where('deleted_at', 'is', null),
);

const selectByUserName = statement((db, p: { key: string }) =>
  db.selectFrom('principal').select('id').where('user_name_key', '=', p.key).where('deleted_at', 'is', null).limit(1),
);

const selectOwners = statement((db, p: { groupId: string }) =>
  db.selectFrom('group_owner').select('owner_id').where('group_id', '=', p.groupId).orderBy('owner_id'),
);

const selectOwned = statement((db, p: { ownerId: string }) =>
  db.selectFrom('group_owner').select('group_id').where('owner_id', '=', p.ownerId).orderBy('group_id'),
);

const selectServicePrincipalOwners = statement((db, p: { id: string }) =>
  db.selectFrom('service_principal_owner').select('owner_id').where('service_principal_id', '=', p.id),
);

const selectMembership = statement((db, p: { groupId: string; memberId: string }) =>
  db
    .selectFrom('group_member')
    .select('group_id')
    .where('group_id', '=', p.groupId)
    .where('member_id', '=', p.memberId),
);

const selectIdentities = statement((db, p: { principalId: string }) =>
  db
    .selectFrom('identity')
    .select(['issuer', 'subject'])
    .where('principal_id', '=', p.principalId)
    .orderBy('issuer')
    .orderBy('subject'),
);

export function toDirectoryEntry(row: Schema['principal']): DirectoryEntry {
  return {
    principal: toPrincipal(row),
    isBlocked: row.is_blocked === 1,
    isInactive: row.is_inactive === 1,
    isRoleAssignable: row.is_role_assignable === 1,
    sourceId: row.source_id,
    version: row.version,
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_at),
    modifiedAt: Temporal.Instant.fromEpochMilliseconds(row.modified_at ?? row.created_at),
  };
}

export async function directoryEntry(tx: Reader, id: string): Promise<DirectoryEntry | null> {
  const row = await tx.first(selectEntry, { id });
  return row === undefined ? null : toDirectoryEntry(row);
}

/** Who has the sign-in name, compared as sign-in names are. */
export async function idByUserName(tx: Reader, userName: string): Promise<string | null> {
  return (await tx.first(selectByUserName, { key: signInNameKey(userName) }))?.id ?? null;
}

/** Who owns the group for good. */
export async function groupOwnersOf(tx: Reader, groupId: string): Promise<readonly string[]> {
  return (await tx.all(selectOwners, { groupId })).map((row) => row.owner_id);
}

/** Who administers the group at `now` beside the administrators: its owners, for good and by a schedule. */
export async function groupOwnersAt(tx: Reader, groupId: string, now: Temporal.Instant): Promise<readonly string[]> {
  const bySchedule = await groupAssignmentsAt(tx, groupId, 'owner', now);
  return [...new Set([...(await groupOwnersOf(tx, groupId)), ...bySchedule.map(({ principalId }) => principalId)])];
}

/** The groups that somebody owns for good. */
export const groupsOwnedBy = remembered(async (tx, ownerId: string): Promise<readonly string[]> => {
  return (await tx.all(selectOwned, { ownerId })).map((row) => row.group_id);
});

/** Who answers for the service principal itself, not by way of another one. */
export async function directOwnersOf(tx: Reader, servicePrincipalId: string): Promise<readonly string[]> {
  return (await tx.all(selectServicePrincipalOwners, { id: servicePrincipalId })).map((row) => row.owner_id);
}

/** Whether the principal is in the group, not by way of another one. */
export async function isDirectMember(tx: Reader, groupId: string, memberId: string): Promise<boolean> {
  return (await tx.first(selectMembership, { groupId, memberId })) !== undefined;
}

/** Everybody that the principal is to some identity provider. */
export async function identitiesOf(tx: Reader, principalId: string): Promise<readonly Identity[]> {
  return (await tx.all(selectIdentities, { principalId })).map(({ issuer, subject }) => ({ issuer, subject }));
}
