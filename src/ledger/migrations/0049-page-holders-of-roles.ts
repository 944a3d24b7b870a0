import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Who holds a role is read in pages, in the order of their schedules' ids. */
export const pageHoldersOfRoles: Migration = {
  name: '0049_page_holders_of_roles',
  statements: (db) => [
    db.schema.dropIndex('schedule_by_role'),
    db.schema
      .createIndex('schedule_by_role')
      .on('schedule')
      .columns(['role_definition_id', 'kind', 'id'])
      .where(sql.ref('ended_at'), 'is', sql.lit(null)),
  ],
};
