import type { Schedule } from '../../domain/schedule.ts';
import type { Reader } from '../engine.ts';
import { type QueryBuilder, statement } from '../statement.ts';
import { toSchedule } from './schedule-facts.ts';

/** What is in force now, and so shows as a role assignment. */
function live(db: QueryBuilder, now: number) {
  return db
    .selectFrom('schedule')
    .selectAll('schedule')
    .where('schedule.kind', '=', 'active')
    .where('schedule.start_at', '<=', now)
    .where((where) => where.or([where('schedule.end_at', 'is', null), where('schedule.end_at', '>', now)]));
}

const selectByName = statement((db, p: { name: string; now: number }) =>
  live(db, p.now)
    .innerJoin('role_assignment', 'role_assignment.schedule_id', 'schedule.id')
    .where('role_assignment.name', '=', p.name),
);

const selectById = statement((db, p: { id: string; now: number }) => live(db, p.now).where('schedule.id', '=', p.id));

const selectDescription = statement((db, p: { scheduleId: string }) =>
  db.selectFrom('role_assignment').select('description').where('schedule_id', '=', p.scheduleId),
);

/** The live active schedule that a role assignment's name stands for: the name that a client gave it, or its id. */
export async function roleAssignmentNamed(tx: Reader, name: string, now: Temporal.Instant): Promise<Schedule | null> {
  const at = now.epochMilliseconds;
  const row = (await tx.first(selectByName, { name, now: at })) ?? (await tx.first(selectById, { id: name, now: at }));
  return row === undefined ? null : toSchedule(row);
}

/** What a client wrote about the assignment; null where nothing is. */
export async function descriptionOf(tx: Reader, scheduleId: string): Promise<string | null> {
  return (await tx.first(selectDescription, { scheduleId }))?.description ?? null;
}
