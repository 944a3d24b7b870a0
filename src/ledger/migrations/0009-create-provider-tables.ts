import type { Migration } from './migration.ts';

/** What the embedded OpenID provider keeps, and by what service principals prove themselves; no part of the record. */
export const createProviderTables: Migration = {
  name: '0009_create_provider_tables',
  statements: (db) => [
    db.schema
      .createTable('oidc_artifact')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('payload', 'text', (column) => column.notNull())
      .addColumn('grant_id', 'text')
      .addColumn('user_code_key', 'text')
      .addColumn('uid_key', 'text')
      .addColumn('consumed_at', 'bigint')
      .addColumn('expires_at', 'bigint'),
    db.schema.createIndex('oidc_artifact_by_grant').on('oidc_artifact').columns(['grant_id']),
    db.schema.createIndex('oidc_artifact_by_user_code').on('oidc_artifact').columns(['user_code_key']),
    db.schema.createIndex('oidc_artifact_by_uid').on('oidc_artifact').columns(['uid_key']),
    db.schema.createIndex('oidc_artifact_by_expiry').on('oidc_artifact').columns(['expires_at']),
    db.schema
      .createTable('signing_key')
      .addColumn('kid', 'text', (column) => column.primaryKey())
      .addColumn('sealed_key', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull()),
    db.schema
      .createTable('client_credential')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('display_name', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
    db.schema.createIndex('client_credential_by_principal').on('client_credential').columns(['principal_id']),
  ],
};
