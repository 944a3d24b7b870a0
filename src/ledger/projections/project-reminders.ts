import { nextReminderAt } from '../../domain/reminder/reminder.ts';
import type { Schedule } from '../../domain/schedule.ts';
import type { Writer } from '../engine.ts';
import { statement } from '../statement.ts';
import type { Projection } from './projection.ts';

const selectTimes = statement((db, p: { id: string }) =>
  db.selectFrom('schedule').select(['assignment_type', 'start_at', 'end_at']).where('id', '=', p.id),
);

const planReminder = statement((db, p: { id: string; nextAt: number | null }) =>
  db.updateTable('schedule').set({ next_reminder_at: p.nextAt }).where('id', '=', p.id),
);

const forgetStageReminder = statement((db, p: { stageId: string }) =>
  db.updateTable('approval_stage').set({ remind_at: null }).where('id', '=', p.stageId),
);

/** Plans the next reminder of a schedule as it is now; those before `at` are given or past. */
export async function planNextReminder(tx: Writer, id: string, at: number): Promise<void> {
  const row = await tx.first(selectTimes, { id });
  if (row === undefined) return;
  const assignmentType = row.assignment_type as Schedule['assignmentType'];
  const nextAt = nextReminderAt({ assignmentType, startAt: row.start_at, endAt: row.end_at }, at);
  await tx.run(planReminder, { id, nextAt });
}

export const projectScheduleEndingSoon: Projection<'schedule.endingSoon'> = ({ scheduleId }, at, tx) =>
  planNextReminder(tx, scheduleId, at);

export const projectApprovalReminded: Projection<'approval.reminded'> = ({ stageId }, _at, tx) =>
  tx.run(forgetStageReminder, { stageId });
