import type { Migration } from './migration.ts';

/** The digest that each administrator was given last. */
export const keepDigests: Migration = {
  name: '0029_keep_digests',
  statements: (db) => [
    db.schema
      .createTable('digest')
      .addColumn('principal_id', 'text', (column) => column.primaryKey())
      .addColumn('date', 'text', (column) => column.notNull())
      .addColumn('until_at', 'bigint', (column) => column.notNull()),
  ],
};
