import { dueReminder } from '../domain/reminder/reminder.ts';
import { isReminderDue, stageToRemindOf } from '../ledger/facts/reminder-facts.ts';
import { scheduleById } from '../ledger/facts/schedule-facts.ts';
import type { CommandContext, Ledger } from '../ledger/ledger.ts';

function byClockwork(command: string, target: string): CommandContext {
  return { actorId: null, command, correlationId: target, origin: null, target };
}

/** Records that a schedule ends soon, once for each time ahead; nothing where it has ended or was given more time. */
export function remindOfEnd(ledger: Ledger, scheduleId: string): Promise<void> {
  return ledger.execute(byClockwork('remindOfEnd', scheduleId), async ({ now, tx, append }) => {
    const schedule = await scheduleById(tx, scheduleId);
    if (schedule === null || schedule.endAt === null || !(await isReminderDue(tx, scheduleId, now))) return;
    const { assignmentType, startAt, endAt } = schedule;
    const times = { startAt: startAt.epochMilliseconds, endAt: endAt.epochMilliseconds };
    const lead = dueReminder({ assignmentType, ...times }, now.epochMilliseconds);
    if (lead !== null) await append([{ type: 'schedule.endingSoon', scheduleId, endAt, lead }]);
  });
}

/** Records that half of the time to decide a request is over; nothing where it is decided or was recorded. */
export function remindApprovers(ledger: Ledger, requestId: string): Promise<void> {
  return ledger.execute(byClockwork('remindApprovers', requestId), async ({ now, tx, append }) => {
    const stageId = await stageToRemindOf(tx, requestId, now);
    if (stageId !== null) await append([{ type: 'approval.reminded', requestId, stageId }]);
  });
}
