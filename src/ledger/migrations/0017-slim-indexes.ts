import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Every activation writes into each index, and each of them costs a page or two of the log. None is left that another one
 * can stand in for, and none is wider than what rows are found by: lists sort the few rows that they find.
 */
export const slimIndexes: Migration = {
  name: '0017_slim_indexes',
  statements: (db) => [
    db.schema.dropIndex('schedule_by_scope'),
    db.schema.dropIndex('schedule_request_by_role'),
    db.schema.createIndex('schedule_request_by_role').on('schedule_request').columns(['role_definition_id']),
    db.schema.dropIndex('schedule_request_by_principal'),
    db.schema
      .createIndex('schedule_request_by_principal')
      .on('schedule_request')
      .columns(['principal_id', 'created_at']),
    // what somebody asks for themselves is found by the principal
    db.schema.dropIndex('schedule_request_by_requestor'),
    db.schema
      .createIndex('schedule_request_by_requestor')
      .on('schedule_request')
      .columns(['requestor_id'])
      .where(sql<boolean>`requestor_id <> principal_id`),
  ],
};
