import type { GroupAccess } from '../../domain/group/group-roles.ts';
import type { GroupAssignment } from '../../domain/group/membership.ts';
import type { Reader } from '../engine.ts';
import { remembered } from '../remembered.ts';
import type { Schema } from '../schema.ts';
import { statement } from '../statement.ts';

const selectOfPrincipal = statement((db, p: { principalId: string }) =>
  db.selectFrom('group_assignment').selectAll().where('principal_id', '=', p.principalId),
);

const selectAt = statement((db, p: { groupId: string; access: string; now: number }) =>
  db
    .selectFrom('group_assignment')
    .selectAll()
    .where('group_id', '=', p.groupId)
    .where('access', '=', p.access)
    .where('start_at', '<=', p.now)
    .where((where) => where.or([where('end_at', 'is', null), where('end_at', '>', p.now)]))
    .orderBy('principal_id'),
);

const selectById = statement((db, p: { scheduleId: string }) =>
  db.selectFrom('group_assignment').selectAll().where('schedule_id', '=', p.scheduleId),
);

type HeldAssignment = GroupAssignment & { readonly principalId: string };

function toAssignment(row: Schema['group_assignment']): HeldAssignment {
  return {
    scheduleId: row.schedule_id,
    groupId: row.group_id,
    principalId: row.principal_id,
    access: row.access as GroupAccess,
    startAt: Temporal.Instant.fromEpochMilliseconds(row.start_at),
    endAt: row.end_at === null ? null : Temporal.Instant.fromEpochMilliseconds(row.end_at),
  };
}

/** What makes the principal member or owner of groups by a schedule, at whatever time. */
export const groupAssignmentsOf = remembered(async (tx, principalId: string): Promise<readonly HeldAssignment[]> => {
  return (await tx.all(selectOfPrincipal, { principalId })).map(toAssignment);
});

/** Who is member or owner of the group by a schedule at the instant. */
export async function groupAssignmentsAt(
  tx: Reader,
  groupId: string,
  access: GroupAccess,
  at: Temporal.Instant,
): Promise<readonly HeldAssignment[]> {
  return (await tx.all(selectAt, { groupId, access, now: at.epochMilliseconds })).map(toAssignment);
}

/** What the schedule makes of its holder in a group; null: nothing. */
export const groupAssignmentById = remembered(async (tx, scheduleId: string): Promise<HeldAssignment | null> => {
  const row = await tx.first(selectById, { scheduleId });
  return row === undefined ? null : toAssignment(row);
});
