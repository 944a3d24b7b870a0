import type { Migration } from './migration.ts';

/** Who is signed in with which browser; no part of the record. */
export const createSignInSessions: Migration = {
  name: '0014_create_sign_in_sessions',
  statements: (db) => [
    db.schema
      .createTable('sign_in_session')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('provider_subject', 'text', (column) => column.notNull())
      .addColumn('provider_session', 'text')
      .addColumn('proof', 'text', (column) => column.notNull())
      .addColumn('user_agent', 'text')
      .addColumn('address', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
    db.schema.createIndex('sign_in_session_by_principal').on('sign_in_session').columns(['principal_id', 'created_at']),
    db.schema.createIndex('sign_in_session_by_subject').on('sign_in_session').columns(['provider', 'provider_subject']),
    db.schema.createIndex('sign_in_session_by_session').on('sign_in_session').columns(['provider', 'provider_session']),
    db.schema.createIndex('sign_in_session_by_expiry').on('sign_in_session').columns(['expires_at']),
  ],
};
