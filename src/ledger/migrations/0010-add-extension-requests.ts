import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

const columns = {
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
} as const;

/** The table of requests again, since its check of the states lets no new one in and SQLite cannot change a check. */
function requestsWithNewStates(db: Kysely<unknown>) {
  let table = db.schema.createTable('schedule_request_next');
  for (const [name, type] of Object.entries(columns)) {
    const isNullable = type.endsWith('?');
    const columnType = (isNullable ? type.slice(0, -1) : type) as 'text' | 'bigint';
    table = table.addColumn(name, columnType, (column) => (isNullable ? column : column.notNull()));
  }
  return table
    .addPrimaryKeyConstraint('schedule_request_next_key', ['id'] as never[])
    .addCheckConstraint(
      'schedule_request_next_status',
      sql`status in ('accepted', 'pendingApproval', 'pendingAdminDecision', 'denied', 'canceled', 'timedOut', 'approved', 'pendingScheduleCreation', 'provisioned', 'revoked')`,
    );
}

function index(db: Kysely<unknown>, name: string, ...indexed: readonly (keyof typeof columns)[]) {
  return db.schema
    .createIndex(name)
    .on('schedule_request')
    .columns([...indexed]);
}

/** Requests that an administrator decides: extensions and renewals, at most one open for each assignment. */
export const addExtensionRequests: Migration = {
  name: '0010_add_extension_requests',
  statements: (db) => {
    const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
    return [
      requestsWithNewStates(db),
      {
        compile: () =>
          sql`insert into schedule_request_next (${names}) select ${names} from schedule_request`.compile(db),
      },
      db.schema.dropTable('schedule_request'),
      db.schema.alterTable('schedule_request_next').renameTo('schedule_request'),
      index(db, 'one_open_request', 'principal_id', 'role_definition_id', 'scope', 'kind')
        .unique()
        .where(sql.ref('status'), '=', sql.lit('pendingApproval')),
      index(db, 'one_open_extension', 'target_schedule_id')
        .unique()
        .where(sql.ref('status'), '=', sql.lit('pendingAdminDecision')),
      index(db, 'schedule_request_by_principal', 'principal_id', 'created_at', 'id'),
      index(db, 'schedule_request_by_time', 'created_at', 'id'),
      index(db, 'schedule_request_by_requestor', 'requestor_id', 'created_at', 'id'),
      index(db, 'schedule_request_by_role', 'role_definition_id', 'scope', 'created_at', 'id'),
      db.schema
        .createTable('extension_request')
        .addColumn('request_id', 'text', (column) => column.notNull())
        .addColumn('schedule_id', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('result', 'text')
        .addColumn('decided_by_id', 'text')
        .addColumn('decided_at', 'bigint')
        .addColumn('justification', 'text')
        .addPrimaryKeyConstraint('extension_request_key', ['request_id'] as never[]),
      db.schema
        .createIndex('extension_request_open')
        .on('extension_request')
        .columns(['expires_at'])
        .where(sql.ref('result'), 'is', sql.lit(null)),
      db.schema
        .createIndex('extension_request_by_decider')
        .on('extension_request')
        .columns(['decided_by_id', 'request_id']),
      db.schema
        .createIndex('schedule_assigned_by_end')
        .on('schedule')
        .columns(['end_at', 'id'])
        .where(sql.ref('assignment_type'), '=', sql.lit('assigned')),
    ];
  },
};
