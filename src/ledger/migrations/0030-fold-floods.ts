import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Messages that are held back and leave together: how many are due for whom, and which became part of which. */
export const foldFloods: Migration = {
  name: '0030_fold_floods',
  statements: (db) => [
    db.schema.alterTable('notification').addColumn('planned_at', 'bigint'),
    db.schema.alterTable('notification').addColumn('held_until', 'bigint'),
    db.schema.alterTable('notification').addColumn('folded_into', 'text'),
    db.schema
      .createIndex('notification_planned')
      .on('notification')
      .columns(['recipient', 'event', 'planned_at'])
      .where(sql.ref('planned_at'), 'is not', sql.lit(null)),
    db.schema
      .createIndex('notification_held')
      .on('notification')
      .columns(['held_until', 'recipient', 'event'])
      .where(sql.ref('held_until'), 'is not', sql.lit(null)),
    db.schema
      .createIndex('notification_folded')
      .on('notification')
      .columns(['folded_into'])
      .where(sql.ref('folded_into'), 'is not', sql.lit(null)),
  ],
};
