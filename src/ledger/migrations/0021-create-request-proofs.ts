import type { Migration } from './migration.ts';

/** Second factors that people prove for one request each; no part of the record. */
export const createRequestProofs: Migration = {
  name: '0021_create_request_proofs',
  statements: (db) => [
    db.schema
      .createTable('request_proof')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('session_id', 'text')
      .addColumn('content_digest', 'text', (column) => column.notNull())
      .addColumn('context', 'text')
      .addColumn('sealed_draft', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('given_at', 'bigint')
      .addColumn('given', 'text')
      .addColumn('used_at', 'bigint'),
    db.schema.createIndex('request_proof_by_principal').on('request_proof').columns(['principal_id', 'created_at']),
    db.schema.createIndex('request_proof_by_expiry').on('request_proof').columns(['expires_at']),
  ],
};
