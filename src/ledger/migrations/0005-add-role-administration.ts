import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What custom roles, deny assignments and role assignments with a name of their own need. */
export const addRoleAdministration: Migration = {
  name: '0005_add_role_administration',
  statements: (db) => [
    db.schema.alterTable('role_definition').addColumn('name_key', 'text'),
    db.schema.alterTable('role_definition').addColumn('created_at', 'bigint'),
    db.schema.alterTable('role_definition').addColumn('created_by_id', 'text'),
    db.schema.alterTable('role_definition').addColumn('updated_at', 'bigint'),
    db.schema.alterTable('role_definition').addColumn('updated_by_id', 'text'),
    db.schema.alterTable('role_definition').addColumn('deleted_at', 'bigint'),
    db.schema.createIndex('role_definition_by_name').on('role_definition').columns(['family', 'name_key']),
    db.schema
      .createTable('assignable_scope')
      .addColumn('role_definition_id', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('assignable_scope_key', ['role_definition_id', 'scope'] as never[]),
    db.schema.createIndex('assignable_scope_by_scope').on('assignable_scope').columns(['scope']),
    db.schema
      .createTable('deny_assignment')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text')
      .addColumn('permissions', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('is_for_child_scopes', 'integer', (column) => column.notNull())
      .addColumn('condition', 'text')
      .addColumn('condition_version', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by_id', 'text', (column) => column.notNull()),
    db.schema.createIndex('deny_assignment_by_scope').on('deny_assignment').columns(['scope']),
    db.schema
      .createTable('deny_assignment_principal')
      .addColumn('deny_assignment_id', 'text', (column) => column.notNull())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('is_excluded', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('deny_assignment_principal_key', [
        'deny_assignment_id',
        'principal_id',
        'is_excluded',
      ] as never[]),
    db.schema
      .createIndex('deny_assignment_principal_by_principal')
      .on('deny_assignment_principal')
      .columns(['principal_id', 'is_excluded']),
    db.schema
      .createTable('role_assignment')
      .addColumn('schedule_id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text')
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_by_id', 'text', (column) => column.notNull()),
    db.schema.createIndex('role_assignment_by_name').on('role_assignment').columns(['name']),
    db.schema
      .createIndex('schedule_by_role')
      .on('schedule')
      .columns(['role_definition_id'])
      .where(sql.ref('ended_at'), 'is', sql.lit(null)),
  ],
};
