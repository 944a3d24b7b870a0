import type { Migration } from './migration.ts';

/** The organisation's id, and what a scope is listed by: its parent, its kind and the type of a resource. */
export const describeHierarchy: Migration = {
  name: '0006_describe_hierarchy',
  statements: (db) => [
    db.schema
      .createTable('organisation')
      .addColumn('tenant_id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull()),
    db.schema.alterTable('scope').addColumn('resource_type', 'text'),
    db.schema.alterTable('scope').addColumn('location', 'text'),
    db.schema.createIndex('scope_by_parent').on('scope').columns(['parent', 'kind', 'path']),
    db.schema.createIndex('scope_by_kind').on('scope').columns(['kind', 'path']),
  ],
};
