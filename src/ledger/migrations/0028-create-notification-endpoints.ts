import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Where messages go outside, their addresses and secrets (beside the record), and the messages on their way. */
export const createNotificationEndpoints: Migration = {
  name: '0028_create_notification_endpoints',
  statements: (db) => [
    db.schema
      .createTable('notification_endpoint')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('display_name', 'text', (column) => column.notNull())
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('topics', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by_id', 'text', (column) => column.notNull())
      .addColumn('disabled_reason', 'text')
      .addColumn('disabled_at', 'bigint'),
    db.schema
      .createTable('endpoint_secret')
      .addColumn('endpoint_id', 'text', (column) => column.primaryKey())
      .addColumn('sealed_url', 'text', (column) => column.notNull())
      .addColumn('sealed_secret', 'text')
      .addColumn('sealed_secret_before', 'text')
      .addColumn('overlap_ends_at', 'bigint'),
    db.schema
      .createTable('endpoint_message')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('endpoint_id', 'text', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('request_id', 'text')
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('delivered_at', 'bigint')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('next_attempt_at', 'bigint', (column) => column.notNull())
      .addColumn('last_error', 'text')
      .addColumn('dead_at', 'bigint'),
    db.schema
      .createIndex('endpoint_message_waiting')
      .on('endpoint_message')
      .columns(['endpoint_id', 'attempts', 'sequence', 'next_attempt_at'])
      .where(sql.ref('delivered_at'), 'is', sql.lit(null))
      .where(sql.ref('dead_at'), 'is', sql.lit(null)),
    db.schema
      .createIndex('endpoint_message_by_sequence')
      .on('endpoint_message')
      .columns(['endpoint_id', 'sequence', 'id']),
    db.schema.createIndex('endpoint_message_delivered').on('endpoint_message').columns(['endpoint_id', 'delivered_at']),
  ],
};
