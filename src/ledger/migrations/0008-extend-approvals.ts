import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Several people and two stages can decide; the rules of the submission are kept (ADR 0006). */
export const extendApprovals: Migration = {
  name: '0008_extend_approvals',
  statements: (db) => [
    db.schema.alterTable('approval_stage').addColumn('ordinal', 'integer', (c) => c.notNull().defaultTo(0)),
    db.schema.alterTable('approval_stage').addColumn('approvals_needed', 'integer', (c) => c.notNull().defaultTo(1)),
    db.schema.alterTable('approval_stage').addColumn('is_current', 'integer', (c) => c.notNull().defaultTo(1)),
    db.schema.dropIndex('approval_stage_by_request'),
    db.schema.createIndex('approval_stage_by_request').unique().on('approval_stage').columns(['request_id', 'ordinal']),
    db.schema
      .createIndex('approval_stage_current')
      .unique()
      .on('approval_stage')
      .columns(['request_id'])
      .where(sql.ref('is_current'), '=', sql.lit(1)),
    db.schema
      .createTable('approval')
      .addColumn('request_id', 'text', (c) => c.notNull())
      .addColumn('rules', 'text', (c) => c.notNull())
      .addColumn('stage_ids', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('approval_key', ['request_id'] as never[]),
    db.schema
      .createTable('approval_decision')
      .addColumn('request_id', 'text', (c) => c.notNull())
      .addColumn('decided_by_id', 'text', (c) => c.notNull())
      .addColumn('stage_id', 'text', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('result', 'text', (c) => c.notNull())
      .addColumn('decided_at', 'bigint', (c) => c.notNull())
      .addColumn('justification', 'text')
      .addColumn('granted_duration', 'text')
      .addColumn('granted_scope', 'text')
      // one person decides once, whatever the stage
      .addPrimaryKeyConstraint('approval_decision_key', ['request_id', 'decided_by_id'] as never[]),
    db.schema
      .createIndex('approval_decision_by_decider')
      .on('approval_decision')
      .columns(['decided_by_id', 'request_id']),
    decisionsOnRecord(db),
  ],
};

/** Until now a stage had one decision, and a request one stage. */
function decisionsOnRecord(db: Kysely<unknown>) {
  const tables = db as Kysely<Record<'approval_stage' | 'approval_decision', Record<string, unknown>>>;
  const same = ['request_id', 'decided_by_id', 'result', 'decided_at', 'justification'] as const;
  const granted = ['granted_duration', 'granted_scope'] as const;
  return tables
    .insertInto('approval_decision')
    .columns(['stage_id', 'position', ...same, ...granted])
    .expression(
      tables
        .selectFrom('approval_stage')
        .select(['id', sql.lit(0).as('position'), ...same, ...granted])
        .where('result', 'in', sql<string>`('approved', 'denied')`),
    );
}
