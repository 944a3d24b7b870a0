import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What was so from when until when, by the order of the ledger: whoever asks about an instant in the past is answered as
 * it was known then (ADR 0026). Only what changes rarely is written twice; of schedules only the terms that were replaced.
 */
export const keepPast: Migration = {
  name: '0040_keep_past',
  statements: (db) => {
    const span = (name: string, of: readonly string[]) => {
      let table = db.schema.createTable(name);
      for (const column of of) table = table.addColumn(column, 'text', (column) => column.notNull());
      return table
        .addColumn('since_sequence', 'bigint', (column) => column.notNull())
        .addColumn('since_at', 'bigint', (column) => column.notNull())
        .addColumn('until_at', 'bigint')
        .addPrimaryKeyConstraint(`${name}_key`, [...of, 'since_sequence'] as never[]);
    };
    return [
      span('enabled_span', ['principal_id']),
      span('membership_span', ['group_id', 'member_id']),
      db.schema
        .createIndex('membership_span_by_member')
        .on('membership_span')
        .columns(['member_id', 'group_id', 'since_sequence']),
      span('scope_span', ['scope'])
        .addColumn('parent', 'text')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('written_path', 'text', (column) => column.notNull())
        .addColumn('display_name', 'text', (column) => column.notNull()),
      span('role_definition_span', ['role_definition_id']).addColumn('definition', 'text', (column) =>
        column.notNull(),
      ),
      span('deny_assignment_span', ['deny_assignment_id']).addColumn('definition', 'text', (column) =>
        column.notNull(),
      ),
      // what is over is found by where it was; what goes on has an index already
      db.schema
        .createIndex('schedule_over_by_scope')
        .on('schedule')
        .columns(['scope', 'ended_at'])
        .where(sql<boolean>`ended_at is not null and kind = 'active'`),
      db.schema
        .createTable('schedule_terms_before')
        .addColumn('schedule_id', 'text', (column) => column.notNull())
        .addColumn('until_sequence', 'bigint', (column) => column.notNull())
        .addColumn('until_at', 'bigint', (column) => column.notNull())
        .addColumn('start_at', 'bigint', (column) => column.notNull())
        .addColumn('end_at', 'bigint')
        .addColumn('condition', 'text')
        .addColumn('condition_version', 'text')
        .addPrimaryKeyConstraint('schedule_terms_before_key', ['schedule_id', 'until_sequence'] as never[]),
    ];
  },
};
