import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** When a reminder is due next is kept where the end is: what is due is found by one index. */
export const planReminders: Migration = {
  name: '0027_plan_reminders',
  statements: (db) => [
    db.schema.alterTable('schedule').addColumn('next_reminder_at', 'bigint'),
    db.schema
      .createIndex('schedule_to_remind')
      .on('schedule')
      .columns(['next_reminder_at'])
      .where(sql.ref('next_reminder_at'), 'is not', sql.lit(null)),
    db.schema.alterTable('approval_stage').addColumn('remind_at', 'bigint'),
    db.schema
      .createIndex('approval_stage_to_remind')
      .on('approval_stage')
      .columns(['remind_at'])
      .where(sql.ref('remind_at'), 'is not', sql.lit(null)),
  ],
};
