import { groupAccessOf } from '../../domain/group/group-roles.ts';
import { groupIdOf } from '../../domain/group/group-scope.ts';
import type { Schedule, ScheduleTerms } from '../../domain/schedule.ts';
import type { Writer } from '../engine.ts';
import { groupAssignmentById } from '../facts/group-assignment-facts.ts';
import { statement } from '../statement.ts';

const insertAssignment = statement(
  (
    db,
    p: {
      scheduleId: string;
      groupId: string;
      principalId: string;
      access: string;
      startAt: number;
      endAt: number | null;
    },
  ) =>
    db.insertInto('group_assignment').values({
      schedule_id: p.scheduleId,
      group_id: p.groupId,
      principal_id: p.principalId,
      access: p.access,
      start_at: p.startAt,
      end_at: p.endAt,
    }),
);

const changeAssignment = statement((db, p: { scheduleId: string; startAt: number; endAt: number | null }) =>
  db
    .updateTable('group_assignment')
    .set({ start_at: p.startAt, end_at: p.endAt })
    .where('schedule_id', '=', p.scheduleId),
);

const deleteAssignment = statement((db, p: { scheduleId: string }) =>
  db.deleteFrom('group_assignment').where('schedule_id', '=', p.scheduleId),
);

/** An active schedule of a group role makes its holder member or owner of the group for its time. */
export async function addGroupAssignment(tx: Writer, schedule: Schedule): Promise<void> {
  const access = groupAccessOf(schedule.roleDefinitionId);
  const groupId = groupIdOf(schedule.scope);
  // under a condition nobody is in a group: such a schedule is never made, and would give nothing
  if (access === null || groupId === null || schedule.kind !== 'active' || schedule.condition !== null) return;
  await tx.run(insertAssignment, {
    scheduleId: schedule.id,
    groupId,
    principalId: schedule.principalId,
    access,
    startAt: schedule.startAt.epochMilliseconds,
    endAt: schedule.endAt?.epochMilliseconds ?? null,
  });
}

// the table is looked at first: whatever is written to it makes the ledger forget who is in which group

export async function changeGroupAssignment(tx: Writer, scheduleId: string, terms: ScheduleTerms): Promise<void> {
  if ((await groupAssignmentById(tx, scheduleId)) === null) return;
  const { startAt, endAt } = terms;
  await tx.run(changeAssignment, {
    scheduleId,
    startAt: startAt.epochMilliseconds,
    endAt: endAt?.epochMilliseconds ?? null,
  });
}

export async function endGroupAssignment(tx: Writer, scheduleId: string): Promise<void> {
  if ((await groupAssignmentById(tx, scheduleId)) === null) return;
  await tx.run(deleteAssignment, { scheduleId });
}
