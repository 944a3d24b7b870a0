import type { Migration } from './migration.ts';

/** Tokens of others that are good once, by digests; no part of the record. */
export const createSpentTokens: Migration = {
  name: '0026_create_spent_tokens',
  statements: (db) => [
    db.schema
      .createTable('spent_token')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
    db.schema.createIndex('spent_token_by_expiry').on('spent_token').columns(['expires_at']),
  ],
};
