import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What the administration of people and groups needs, here and by provisioning. */
export const administerDirectory: Migration = {
  name: '0018_administer_directory',
  statements: (db) => [
    ...['is_blocked', 'is_inactive', 'is_role_assignable', 'version'].map((name) =>
      db.schema.alterTable('principal').addColumn(name, 'integer', (column) => column.notNull().defaultTo(0)),
    ),
    db.schema.alterTable('principal').addColumn('source_id', 'text'),
    db.schema.alterTable('principal').addColumn('user_name_key', 'text'),
    db.schema.alterTable('principal').addColumn('search_text', 'text'),
    db.schema.alterTable('principal').addColumn('modified_at', 'bigint'),
    db.schema.alterTable('principal').addColumn('deleted_at', 'bigint'),
    statement(
      db,
      sql`update principal set is_blocked = 1 - enabled, modified_at = created_at,
      user_name_key = lower(user_name),
      search_text = lower(display_name || ' ' || coalesce(user_name, '') || ' ' || coalesce(email, ''))`,
    ),
    db.schema.createIndex('principal_by_user_name').on('principal').columns(['user_name_key']),
    db.schema.createIndex('principal_by_kind').on('principal').columns(['kind', 'created_at', 'id']),
    db.schema.createIndex('principal_by_source').on('principal').columns(['source_id', 'kind', 'created_at', 'id']),
    db.schema
      .createTable('identity')
      .addColumn('issuer', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('principal_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('identity_key', ['issuer', 'subject'] as never[]),
    db.schema.createIndex('identity_by_principal').on('identity').columns(['principal_id']),
    statement(db, sql`insert into identity (issuer, subject, principal_id) select issuer, subject, id from principal`),
    db.schema
      .createTable('group_owner')
      .addColumn('group_id', 'text', (column) => column.notNull())
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('group_owner_key', ['group_id', 'owner_id'] as never[]),
    db.schema.createIndex('group_owner_by_owner').on('group_owner').columns(['owner_id']),
    db.schema
      .createTable('provisioning_source')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('issuer', 'text', (column) => column.notNull().unique())
      .addColumn('may_change_protected', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by_id', 'text', (column) => column.notNull()),
    db.schema
      .createTable('provisioning_token')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('source_id', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull().unique())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint'),
    db.schema.createIndex('provisioning_token_by_source').on('provisioning_token').columns(['source_id']),
  ],
};

function statement(db: Kysely<unknown>, text: RawBuilder<unknown>) {
  return { compile: () => text.compile(db) };
}
