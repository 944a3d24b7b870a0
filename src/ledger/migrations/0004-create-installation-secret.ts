import type { Migration } from './migration.ts';

/** Random secrets of the installation, such as the key of page tokens; they follow from nothing. */
export const createInstallationSecret: Migration = {
  name: '0004_create_installation_secret',
  statements: (db) => [
    db.schema
      .createTable('installation_secret')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull()),
  ],
};
