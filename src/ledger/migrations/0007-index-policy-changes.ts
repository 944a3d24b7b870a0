import type { Migration } from './migration.ts';

/** Which ledger entries changed which policy, so that its history is found without reading the ledger through. */
export const indexPolicyChanges: Migration = {
  name: '0007_index_policy_changes',
  statements: (db) => [
    db.schema
      .createTable('role_management_policy_change')
      .addColumn('role_definition_id', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('role_management_policy_change_key', ['role_definition_id', 'scope', 'sequence']),
  ],
};
