import type { Migration } from './migration.ts';

/** A message keeps its HTML beside its text, both as they were written when it was recorded. */
export const keepHtmlOfNotifications: Migration = {
  name: '0022_keep_html_of_notifications',
  statements: (db) => [db.schema.alterTable('notification').addColumn('html', 'text')],
};
