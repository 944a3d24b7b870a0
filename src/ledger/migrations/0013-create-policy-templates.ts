import type { Migration } from './migration.ts';

/** Named sets of rules, and where each was applied. */
export const createPolicyTemplates: Migration = {
  name: '0013_create_policy_templates',
  statements: (db) => [
    db.schema
      .createTable('policy_template')
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('name_key', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('rules', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by_id', 'text', (column) => column.notNull())
      .addColumn('modified_at', 'bigint', (column) => column.notNull())
      .addColumn('modified_by_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('policy_template_key', ['id'])
      .addUniqueConstraint('policy_template_name', ['name_key']),
    db.schema.createIndex('policy_template_by_sequence').on('policy_template').columns(['sequence']),
    db.schema
      .createTable('policy_template_target')
      .addColumn('template_id', 'text', (column) => column.notNull())
      .addColumn('role_definition_id', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('rules', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
      .addColumn('applied_by_id', 'text', (column) => column.notNull())
      .addColumn('drifted_at', 'bigint')
      .addPrimaryKeyConstraint('policy_template_target_key', ['template_id', 'role_definition_id', 'scope']),
    db.schema
      .createIndex('policy_template_target_by_policy')
      .on('policy_template_target')
      .columns(['role_definition_id', 'scope']),
    db.schema
      .createIndex('policy_template_target_by_sequence')
      .on('policy_template_target')
      .columns(['template_id', 'sequence']),
    db.schema.createIndex('policy_template_target_by_scope').on('policy_template_target').columns(['scope']),
  ],
};
