import type { Migration } from './migration.ts';

/** Who is member or owner of a group for a time; what somebody is for good stands in `group_member` and `group_owner`. */
export const createGroupAssignments: Migration = {
  name: '0034_create_group_assignments',
  statements: (db) => [
    db.schema
      .createTable('group_assignment')
      .addColumn('schedule_id', 'text', (column) => column.notNull())
      .addColumn('group_id', 'text', (column) => column.notNull())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('access', 'text', (column) => column.notNull())
      .addColumn('start_at', 'bigint', (column) => column.notNull())
      .addColumn('end_at', 'bigint')
      .addPrimaryKeyConstraint('group_assignment_key', ['schedule_id']),
    db.schema.createIndex('group_assignment_by_principal').on('group_assignment').columns(['principal_id', 'access']),
    db.schema.createIndex('group_assignment_by_group').on('group_assignment').columns(['group_id', 'access']),
  ],
};
