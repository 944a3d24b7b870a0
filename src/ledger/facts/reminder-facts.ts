import type { Reader } from '../engine.ts';
import { statement } from '../statement.ts';

const selectScheduleReminder = statement((db, p: { id: string; now: number }) =>
  db
    .selectFrom('schedule')
    .select('id')
    .where('id', '=', p.id)
    .where('ended_at', 'is', null)
    .where('next_reminder_at', '<=', p.now),
);

const selectStageReminder = statement((db, p: { id: string; now: number }) =>
  db
    .selectFrom('approval_stage')
    .select('id')
    .where('request_id', '=', p.id)
    .where('result', 'is', null)
    .where('remind_at', '<=', p.now)
    .where('expires_at', '>', p.now),
);

/** Whether a schedule has a reminder that is due and was not given. */
export async function isReminderDue(tx: Reader, scheduleId: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.first(selectScheduleReminder, { id: scheduleId, now: now.epochMilliseconds })) !== undefined;
}

/** The open stage of a request of which approvers are to be reminded; null: none, or they were. */
export async function stageToRemindOf(tx: Reader, requestId: string, now: Temporal.Instant): Promise<string | null> {
  return (await tx.first(selectStageReminder, { id: requestId, now: now.epochMilliseconds }))?.id ?? null;
}
