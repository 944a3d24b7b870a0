import type { Migration } from './migration.ts';

/** How people want to be told, as JSON. */
export const keepPreferences: Migration = {
  name: '0024_keep_preferences',
  statements: (db) => [
    db.schema
      .createTable('notification_preferences')
      .addColumn('principal_id', 'text', (column) => column.primaryKey())
      .addColumn('preferences', 'text', (column) => column.notNull()),
  ],
};
