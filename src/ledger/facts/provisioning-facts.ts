import type { Reader } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

/** A directory that provisions people and groups; it acts as the service principal of the same id. */
export interface ProvisioningSource {
  readonly id: string;
  /** At which its people sign in; what it calls their external id is their subject there. */
  readonly issuer: string;
  /** Whether it may put somebody into a group with power, and change people with power. */
  readonly mayChangeProtected: boolean;
  readonly createdAt: Temporal.Instant;
  readonly createdById: string;
}

const selectSource = statement((db, p: { id: string }) =>
  db.selectFrom('provisioning_source').selectAll().where('id', '=', p.id),
);

const selectSourceOfIssuer = statement((db, p: { issuer: string }) =>
  db.selectFrom('provisioning_source').selectAll().where('issuer', '=', p.issuer),
);

export function toProvisioningSource(row: Schema['provisioning_source']): ProvisioningSource {
  return {
    id: row.id,
    issuer: row.issuer,
    mayChangeProtected: row.may_change_protected === 1,
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_at),
    createdById: row.created_by_id,
  };
}

export async function provisioningSourceById(tx: Reader, id: string): Promise<ProvisioningSource | null> {
  const row = await tx.first(selectSource, { id });
  return row === undefined ? null : toProvisioningSource(row);
}

export async function provisioningSourceOfIssuer(tx: Reader, issuer: string): Promise<ProvisioningSource | null> {
  const row = await tx.first(selectSourceOfIssuer, { issuer });
  return row === undefined ? null : toProvisioningSource(row);
}

const selectMembers = statement((db, p: { groupId: string; sourceId: string }) =>
  db
    .selectFrom('group_member')
    .innerJoin('principal', 'principal.id', 'group_member.member_id')
    .select('group_member.member_id')
    .where('group_member.group_id', '=', p.groupId)
    .where('principal.source_id', '=', p.sourceId)
    .orderBy('group_member.member_id'),
);

/** Who is in a group, as far as the source keeps them; whom an administrator put there is not its business. */
export async function provisionedMemberIds(
  tx: Reader,
  { groupId, sourceId }: { readonly groupId: string; readonly sourceId: string },
): Promise<readonly string[]> {
  return (await tx.all(selectMembers, { groupId, sourceId })).map((row) => row.member_id);
}
