import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What lists are found by: schedules that are not over, requests at a scope, requests in a rare state. */
export const indexLists: Migration = {
  name: '0015_index_lists',
  statements: (db) => [
    db.schema
      .createIndex('schedule_open_by_time')
      .on('schedule')
      .columns(['kind', 'created_at', 'id'])
      .where(sql.ref('ended_at'), 'is', sql.lit(null)),
    db.schema
      .createIndex('schedule_open_by_scope')
      .on('schedule')
      .columns(['scope', 'kind'])
      .where(sql.ref('ended_at'), 'is', sql.lit(null)),
    db.schema.createIndex('schedule_request_by_scope').on('schedule_request').columns(['scope', 'kind']),
    db.schema
      .createIndex('schedule_request_rare')
      .on('schedule_request')
      .columns(['status', 'created_at', 'id'])
      .where(
        sql<boolean>`status in ('accepted', 'pendingApproval', 'pendingAdminDecision', 'denied', 'canceled', 'timedOut', 'approved', 'pendingScheduleCreation')`,
      ),
  ],
};
