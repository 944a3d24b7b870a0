import type { Migration } from './migration.ts';

/** The ledger itself and how far each follower has read. The engine adds the triggers that forbid change. */
export const createLedger: Migration = {
  name: '0001_create_ledger',
  statements: (db) => [
    db.schema
      .createTable('ledger_entry')
      .addColumn('sequence', 'bigint', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('actor_id', 'text')
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('correlation_id', 'text', (column) => column.notNull())
      .addColumn('origin', 'text')
      .addColumn('payload', 'text', (column) => column.notNull())
      .addColumn('previous_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull()),
    db.schema
      .createTable('follower_cursor')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('sequence', 'bigint', (column) => column.notNull()),
  ],
};
