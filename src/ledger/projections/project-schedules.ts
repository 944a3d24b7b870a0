import { sql } from 'kysely';
import { nextReminderAt } from '../../domain/reminder/reminder.ts';
import { statement } from '../statement.ts';
import { moveRequest } from './move-request.ts';
import { addGroupAssignment, changeGroupAssignment, endGroupAssignment } from './project-group-assignments.ts';
import { planNextReminder } from './project-reminders.ts';
import type { Projection } from './projection.ts';

const insertSchedule = statement(
  (
    db,
    p: {
      id: string;
      kind: string;
      assignmentType: string;
      requestId: string;
      principalId: string;
      roleDefinitionId: string;
      scope: string;
      startAt: number;
      endAt: number | null;
      condition: string | null;
      conditionVersion: string | null;
      linkedEligibilityId: string | null;
      createdAt: number;
      startedAt: number | null;
      nextReminderAt: number | null;
    },
  ) =>
    db.insertInto('schedule').values({
      id: p.id,
      kind: p.kind,
      assignment_type: p.assignmentType,
      request_id: p.requestId,
      principal_id: p.principalId,
      role_definition_id: p.roleDefinitionId,
      scope: p.scope,
      start_at: p.startAt,
      end_at: p.endAt,
      condition: p.condition,
      condition_version: p.conditionVersion,
      linked_eligibility_id: p.linkedEligibilityId,
      created_at: p.createdAt,
      updated_at: p.createdAt,
      started_at: p.startedAt,
      ended_at: null,
      end_reason: null,
      next_reminder_at: p.nextReminderAt,
    }),
);

const startSchedule = statement((db, p: { id: string; at: number }) =>
  db.updateTable('schedule').set({ started_at: p.at, updated_at: p.at }).where('id', '=', p.id),
);

const changeSchedule = statement(
  (
    db,
    p: {
      id: string;
      at: number;
      startAt: number;
      endAt: number | null;
      condition: string | null;
      conditionVersion: string | null;
    },
  ) =>
    db
      .updateTable('schedule')
      .set({
        start_at: p.startAt,
        end_at: p.endAt,
        condition: p.condition,
        condition_version: p.conditionVersion,
        updated_at: p.at,
      })
      .where('id', '=', p.id),
);

/** What began and is moved ahead will begin again. */
const planAgain = statement((db, p: { id: string }) =>
  db.updateTable('schedule').set({ started_at: null }).where('id', '=', p.id),
);

const endSchedule = statement((db, p: { id: string; at: number; endAt: number; reason: string }) =>
  db
    .updateTable('schedule')
    .set({ end_at: p.endAt, ended_at: p.at, end_reason: p.reason, updated_at: p.at, next_reminder_at: null })
    .where('id', '=', p.id),
);

/** As they are before they are replaced. */
const keepTerms = statement((db, p: { id: string; at: number; sequence: number }) =>
  db
    .insertInto('schedule_terms_before')
    .columns(['schedule_id', 'until_sequence', 'until_at', 'start_at', 'end_at', 'condition', 'condition_version'])
    .expression(
      db
        .selectFrom('schedule')
        .select([
          'id',
          sql<number>`cast(${p.sequence} as bigint)`.as('until_sequence'),
          sql<number>`cast(${p.at} as bigint)`.as('until_at'),
          'start_at',
          'end_at',
          'condition',
          'condition_version',
        ])
        .where('id', '=', p.id),
    ),
);

export const projectScheduleCreated: Projection<'schedule.created'> = async ({ schedule }, at, tx) => {
  const startAt = schedule.startAt.epochMilliseconds;
  const endAt = schedule.endAt?.epochMilliseconds ?? null;
  await tx.run(insertSchedule, {
    id: schedule.id,
    kind: schedule.kind,
    assignmentType: schedule.assignmentType,
    requestId: schedule.requestId,
    principalId: schedule.principalId,
    roleDefinitionId: schedule.roleDefinitionId,
    scope: schedule.scope,
    startAt,
    endAt,
    condition: schedule.condition?.text ?? null,
    conditionVersion: schedule.condition?.version ?? null,
    linkedEligibilityId: schedule.linkedEligibilityId,
    createdAt: schedule.createdAt.epochMilliseconds,
    startedAt: startAt <= at ? at : null,
    nextReminderAt: nextReminderAt({ assignmentType: schedule.assignmentType, startAt, endAt }, at),
  });
  await addGroupAssignment(tx, schedule);
};

export const projectScheduleChanged: Projection<'schedule.changed'> = async (event, at, tx, sequence) => {
  const { startAt, endAt, condition } = event.after;
  await tx.run(keepTerms, { id: event.scheduleId, at, sequence });
  await tx.run(changeSchedule, {
    id: event.scheduleId,
    at,
    startAt: startAt.epochMilliseconds,
    endAt: endAt?.epochMilliseconds ?? null,
    condition: condition?.text ?? null,
    conditionVersion: condition?.version ?? null,
  });
  await changeGroupAssignment(tx, event.scheduleId, event.after);
  await planNextReminder(tx, event.scheduleId, at);
  if (startAt.epochMilliseconds > at) await tx.run(planAgain, { id: event.scheduleId });
};

export const projectScheduleStarted: Projection<'schedule.started'> = async (event, at, tx) => {
  await tx.run(startSchedule, { id: event.scheduleId, at });
  await tx.run(moveRequest, { id: event.scheduleId, status: 'provisioned', at });
};

export const projectScheduleEnded: Projection<'schedule.ended'> = async (event, at, tx, sequence) => {
  const { scheduleId, reason, endAt } = event;
  // one that ran out ended when it was to
  if (reason !== 'expired') await tx.run(keepTerms, { id: scheduleId, at, sequence });
  await tx.run(endSchedule, { id: scheduleId, at, endAt: endAt.epochMilliseconds, reason });
  await endGroupAssignment(tx, scheduleId);
  if (reason === 'expired' || reason === 'canceled') return;
  await tx.run(moveRequest, { id: scheduleId, status: 'revoked', at });
};
