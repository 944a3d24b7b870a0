import type { Migration } from './migration.ts';

/** Accounts of the embedded provider: by what people prove themselves, and sign-ins under way; secrets, no part of the record. */
export const createLocalAccounts: Migration = {
  name: '0019_create_local_accounts',
  statements: (db) => [
    db.schema
      .createTable('local_account')
      .addColumn('principal_id', 'text', (column) => column.primaryKey())
      .addColumn('sign_in_name', 'text', (column) => column.notNull().unique())
      .addColumn('password_hash', 'text', (column) => column.notNull())
      .addColumn('second_factor', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('password_changed_at', 'bigint', (column) => column.notNull())
      .addColumn('sign_ins_count_from', 'bigint', (column) => column.notNull()),
    db.schema
      .createTable('authenticator_app')
      .addColumn('principal_id', 'text', (column) => column.primaryKey())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('sealed_seed', 'text', (column) => column.notNull())
      .addColumn('last_step', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull()),
    db.schema
      .createTable('passkey')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('credential_id', 'text', (column) => column.notNull().unique())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('display_name', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('counter', 'bigint', (column) => column.notNull())
      .addColumn('transports', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint'),
    db.schema.createIndex('passkey_by_principal').on('passkey').columns(['principal_id', 'created_at']),
    db.schema
      .createTable('recovery_code')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('principal_id', 'text', (column) => column.notNull()),
    db.schema.createIndex('recovery_code_by_principal').on('recovery_code').columns(['principal_id']),
    db.schema
      .createTable('enrolment_link')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('principal_id', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
    db.schema.createIndex('enrolment_link_by_principal').on('enrolment_link').columns(['principal_id']),
    db.schema
      .createTable('sign_in_attempt')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addColumn('methods', 'text', (column) => column.notNull())
      .addColumn('proven_since', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
    db.schema
      .createTable('passkey_challenge')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('expires_at', 'bigint', (column) => column.notNull()),
    db.schema
      .createTable('try_budget')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('last_failure_at', 'bigint', (column) => column.notNull()),
    db.schema.createIndex('try_budget_by_time').on('try_budget').columns(['last_failure_at']),
    db.schema
      .createTable('emergency_account')
      .addColumn('principal_id', 'text', (column) => column.primaryKey())
      .addColumn('marked_at', 'bigint', (column) => column.notNull())
      .addColumn('marked_by_id', 'text', (column) => column.notNull()),
  ],
};
