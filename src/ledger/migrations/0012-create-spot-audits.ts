import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Approvals that were drawn for review (ADR 0008). */
export const createSpotAudits: Migration = {
  name: '0012_create_spot_audits',
  statements: (db) => [
    db.schema
      .createTable('spot_audit')
      .addColumn('request_id', 'text', (c) => c.notNull())
      .addColumn('sequence', 'bigint', (c) => c.notNull())
      .addColumn('entry_hash', 'text', (c) => c.notNull())
      .addColumn('one_in', 'integer', (c) => c.notNull())
      .addColumn('drawn_at', 'bigint', (c) => c.notNull())
      .addColumn('outcome', 'text')
      .addColumn('reviewed_by_id', 'text')
      .addColumn('reviewed_at', 'bigint')
      .addColumn('justification', 'text')
      .addPrimaryKeyConstraint('spot_audit_key', ['request_id'] as never[]),
    db.schema.createIndex('spot_audit_by_time').on('spot_audit').columns(['drawn_at', 'request_id']),
    db.schema
      .createIndex('spot_audit_open')
      .on('spot_audit')
      .columns(['drawn_at', 'request_id'])
      .where(sql.ref('reviewed_at'), 'is', sql.lit(null)),
  ],
};
