import type { Migration } from './migration.ts';

/** Whose bell changed since somebody looked. */
export const indexBell: Migration = {
  name: '0032_index_bell',
  statements: (db) => [db.schema.createIndex('bell_item_sequence').on('bell_item').columns(['sequence'])],
};
