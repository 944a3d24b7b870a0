import type { Migration } from './migration.ts';

/** What people are told in the portal; and messages in the order of the ledger, for who looks after them. */
export const createBell: Migration = {
  name: '0025_create_bell',
  statements: (db) => [
    db.schema
      .createTable('bell_item')
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('request_id', 'text')
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('is_critical', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('read_at', 'bigint')
      .addPrimaryKeyConstraint('bell_item_key', ['principal_id', 'sequence'] as never[]),
    db.schema.createIndex('bell_item_by_age').on('bell_item').columns(['principal_id', 'created_at']),
    db.schema.createIndex('notification_by_sequence').on('notification').columns(['sequence', 'message_id']),
  ],
};
