import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * With the kind beside it, the role is what SQLite looks for: with the role alone it read every open assignment to find
 * who holds one, for each letter to administrators.
 */
export const indexHoldersOfRoles: Migration = {
  name: '0041_index_holders_of_roles',
  statements: (db) => [
    db.schema.dropIndex('schedule_by_role'),
    db.schema
      .createIndex('schedule_by_role')
      .on('schedule')
      .columns(['role_definition_id', 'kind'])
      .where(sql.ref('ended_at'), 'is', sql.lit(null)),
  ],
};
