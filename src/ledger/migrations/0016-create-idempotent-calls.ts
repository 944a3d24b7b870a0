import type { Migration } from './migration.ts';

/** Calls that their callers named, with how they were answered; no part of the record. */
export const createIdempotentCalls: Migration = {
  name: '0016_create_idempotent_calls',
  statements: (db) => [
    db.schema
      .createTable('idempotent_call')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('body_digest', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('status', 'integer')
      .addColumn('content_type', 'text')
      .addColumn('body', 'text'),
    db.schema.createIndex('idempotent_call_by_age').on('idempotent_call').columns(['created_at']),
  ],
};
