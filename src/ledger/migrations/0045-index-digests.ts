import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What happened in a time is found by it: activations by their start, what administrators decide by when its time is over. */
export const indexDigests: Migration = {
  name: '0045_index_digests',
  statements: (db) => [
    db.schema
      .createIndex('schedule_activated_by_start')
      .on('schedule')
      .columns(['start_at'])
      .where(sql.ref('assignment_type'), '=', sql.lit('activated')),
    db.schema.createIndex('extension_request_by_expiry').on('extension_request').columns(['expires_at']),
  ],
};
