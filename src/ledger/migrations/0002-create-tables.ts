import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

type Columns = Readonly<Record<string, 'text' | 'text?' | 'integer' | 'bigint' | 'bigint?'>>;

function table(db: Kysely<unknown>, name: string, key: readonly string[], columns: Columns) {
  let builder = db.schema.createTable(name);
  for (const [column, type] of Object.entries(columns)) {
    const isNullable = type.endsWith('?');
    const columnType = (isNullable ? type.slice(0, -1) : type) as 'text' | 'integer' | 'bigint';
    builder = builder.addColumn(column, columnType, (definition) => (isNullable ? definition : definition.notNull()));
  }
  return builder.addPrimaryKeyConstraint(`${name}_key`, key as never[]);
}

/** All tables that follow from the ledger, and the outgoing mail. */
export const createTables: Migration = {
  name: '0002_create_tables',
  statements: (db) => [
    table(db, 'principal', ['id'], {
      id: 'text',
      kind: 'text',
      issuer: 'text',
      subject: 'text',
      display_name: 'text',
      user_name: 'text?',
      email: 'text?',
      enabled: 'integer',
      created_at: 'bigint',
    }).addUniqueConstraint('principal_identity', ['issuer', 'subject'] as never[]),
    table(db, 'group_member', ['group_id', 'member_id'], { group_id: 'text', member_id: 'text' }),
    db.schema.createIndex('group_member_by_member').on('group_member').columns(['member_id', 'group_id']),
    table(db, 'service_principal_owner', ['service_principal_id', 'owner_id'], {
      service_principal_id: 'text',
      owner_id: 'text',
    }),
    table(db, 'scope', ['path'], {
      path: 'text',
      kind: 'text',
      written_path: 'text',
      display_name: 'text',
      parent: 'text?',
    }),
    table(db, 'role_definition', ['id'], {
      id: 'text',
      family: 'text',
      kind: 'text',
      name: 'text',
      description: 'text',
      is_privileged: 'integer',
      permissions: 'text',
      assignable_scopes: 'text',
    }),
    table(db, 'role_management_policy', ['scope', 'role_definition_id'], {
      scope: 'text',
      role_definition_id: 'text',
      rules: 'text',
      modified_at: 'bigint',
      modified_by_id: 'text',
    }),
    db.schema
      .createIndex('role_management_policy_by_role')
      .on('role_management_policy')
      .columns(['role_definition_id', 'scope']),
    table(db, 'schedule_request', ['id'], {
      id: 'text',
      kind: 'text',
      type: 'text',
      status: 'text',
      principal_id: 'text',
      role_definition_id: 'text',
      scope: 'text',
      requestor_id: 'text',
      start_at: 'bigint?',
      expiration_type: 'text?',
      duration: 'text?',
      end_at: 'bigint?',
      justification: 'text?',
      ticket_number: 'text?',
      ticket_system: 'text?',
      condition: 'text?',
      condition_version: 'text?',
      linked_eligibility_id: 'text?',
      target_schedule_id: 'text?',
      resulting_schedule_id: 'text?',
      created_at: 'bigint',
      updated_at: 'bigint',
      closed_by_id: 'text?',
      closed_reason: 'text?',
    }).addCheckConstraint(
      'schedule_request_status',
      sql`status in ('accepted', 'pendingApproval', 'denied', 'canceled', 'timedOut', 'approved', 'pendingScheduleCreation', 'provisioned', 'revoked')`,
    ),
    db.schema
      .createIndex('one_open_request')
      .unique()
      .on('schedule_request')
      .columns(['principal_id', 'role_definition_id', 'scope', 'kind'])
      .where(sql.ref('status'), '=', sql.lit('pendingApproval')),
    db.schema
      .createIndex('schedule_request_by_principal')
      .on('schedule_request')
      .columns(['principal_id', 'created_at', 'id']),
    db.schema.createIndex('schedule_request_by_time').on('schedule_request').columns(['created_at', 'id']),
    table(db, 'schedule', ['id'], {
      id: 'text',
      kind: 'text',
      assignment_type: 'text',
      request_id: 'text',
      principal_id: 'text',
      role_definition_id: 'text',
      scope: 'text',
      start_at: 'bigint',
      end_at: 'bigint?',
      condition: 'text?',
      condition_version: 'text?',
      linked_eligibility_id: 'text?',
      created_at: 'bigint',
      updated_at: 'bigint',
      started_at: 'bigint?',
      ended_at: 'bigint?',
      end_reason: 'text?',
    })
      .addCheckConstraint('schedule_kind', sql`kind in ('eligible', 'active')`)
      .addCheckConstraint('schedule_assignment_type', sql`assignment_type in ('assigned', 'activated')`),
    db.schema
      .createIndex('schedule_by_principal')
      .on('schedule')
      .columns(['principal_id', 'kind', 'role_definition_id']),
    db.schema.createIndex('schedule_by_eligibility').on('schedule').columns(['linked_eligibility_id']),
    db.schema.createIndex('schedule_by_scope').on('schedule').columns(['scope', 'kind']),
    db.schema
      .createIndex('schedule_to_start')
      .on('schedule')
      .columns(['start_at'])
      .where(sql.ref('started_at'), 'is', sql.lit(null)),
    db.schema
      .createIndex('schedule_to_end')
      .on('schedule')
      .columns(['end_at'])
      .where(sql.ref('ended_at'), 'is', sql.lit(null)),
    table(db, 'approval_stage', ['id'], {
      id: 'text',
      request_id: 'text',
      requested_at: 'bigint',
      expires_at: 'bigint',
      is_justification_required: 'integer',
      approvers: 'text',
      result: 'text?',
      decided_by_id: 'text?',
      decided_at: 'bigint?',
      justification: 'text?',
      granted_duration: 'text?',
      granted_scope: 'text?',
    }),
    db.schema.createIndex('approval_stage_by_request').unique().on('approval_stage').columns(['request_id']),
    db.schema
      .createIndex('approval_stage_open')
      .on('approval_stage')
      .columns(['expires_at'])
      .where(sql.ref('result'), 'is', sql.lit(null)),
    table(db, 'notification', ['message_id'], {
      message_id: 'text',
      sequence: 'bigint',
      recipient: 'text',
      principal_id: 'text?',
      event: 'text',
      request_id: 'text?',
      subject: 'text',
      text: 'text',
      created_at: 'bigint',
      delivered_at: 'bigint?',
      attempts: 'integer',
      next_attempt_at: 'bigint',
      last_error: 'text?',
    }),
    db.schema
      .createIndex('notification_to_send')
      .on('notification')
      .columns(['next_attempt_at'])
      .where(sql.ref('delivered_at'), 'is', sql.lit(null)),
  ],
};
