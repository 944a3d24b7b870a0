import type { Migration } from './migration.ts';

/** Which server does what is done once somewhere; no part of the record. */
export const createLease: Migration = {
  name: '0031_create_lease',
  statements: (db) => [
    db.schema
      .createTable('lease')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text')
      .addColumn('token', 'bigint', (column) => column.notNull())
      .addColumn('beat', 'bigint', (column) => column.notNull()),
  ],
};
