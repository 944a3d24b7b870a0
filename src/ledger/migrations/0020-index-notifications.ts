import type { Migration } from './migration.ts';

/** The life of a request shows who was told of it. */
export const indexNotifications: Migration = {
  name: '0020_index_notifications',
  statements: (db) => [
    db.schema.createIndex('notification_by_request').on('notification').columns(['request_id', 'sequence']),
  ],
};
