import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Messages that were given up, and until when others are tried. */
export const keepDeadLetters: Migration = {
  name: '0023_keep_dead_letters',
  statements: (db) => [
    db.schema.alterTable('notification').addColumn('dead_at', 'bigint'),
    db.schema.alterTable('notification').addColumn('give_up_at', 'bigint'),
    db.schema
      .createIndex('notification_dead')
      .on('notification')
      .columns(['sequence', 'message_id'])
      .where(sql.ref('dead_at'), 'is not', sql.lit(null)),
  ],
};
