import type { Migration } from './migration.ts';

/** In which blocks of the ledger something is named; filled by whoever has the duties, a block at a time (ADR 0027). */
export const indexRecord: Migration = {
  name: '0047_index_record',
  statements: (db) => [
    db.schema
      .createTable('record_block')
      .addColumn('key', 'bigint', (column) => column.notNull())
      .addColumn('block', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('record_block_key', ['key', 'block']),
  ],
};
