import type { Migration } from './migration.ts';

/** What was told of a request in the bell and outside, and the bell by age. */
export const indexWhatWasTold: Migration = {
  name: '0037_index_what_was_told',
  statements: (db) => [
    db.schema.createIndex('bell_item_by_request').on('bell_item').columns(['request_id', 'sequence']),
    db.schema.createIndex('bell_item_by_sequence').on('bell_item').columns(['sequence', 'principal_id']),
    db.schema.createIndex('endpoint_message_by_request').on('endpoint_message').columns(['request_id', 'sequence']),
  ],
};
