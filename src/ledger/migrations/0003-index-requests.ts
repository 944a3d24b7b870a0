import type { Migration } from './migration.ts';

/** What a person's history and the overview are found by. */
export const indexRequests: Migration = {
  name: '0003_index_requests',
  statements: (db) => [
    db.schema
      .createIndex('schedule_request_by_requestor')
      .on('schedule_request')
      .columns(['requestor_id', 'created_at', 'id']),
    db.schema
      .createIndex('schedule_request_by_role')
      .on('schedule_request')
      .columns(['role_definition_id', 'scope', 'created_at', 'id']),
    db.schema.createIndex('approval_stage_by_decider').on('approval_stage').columns(['decided_by_id', 'request_id']),
    db.schema.createIndex('approval_stage_by_expiry').on('approval_stage').columns(['expires_at']),
  ],
};
