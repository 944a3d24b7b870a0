import { type PastSchema, pastTables } from './past-schema.ts';
import type { VaultSchema } from './vault/vault-schema.ts';

/** The tables, in portable types only: text, integer (0 or 1 for yes and no), milliseconds since the epoch, JSON as text. */
export interface Schema extends VaultSchema, PastSchema {
  ledger_entry: {
    sequence: number;
    at: number;
    type: string;
    actor_id: string | null;
    command: string;
    correlation_id: string;
    origin: string | null;
    payload: string;
    previous_hash: string;
    hash: string;
  };
  follower_cursor: { name: string; sequence: number };
  /** In which blocks of the ledger something is named that it is sought by. */
  record_block: { key: number; block: number };
  lease: { name: string; holder: string | null; token: number; beat: number };
  emergency_account: { principal_id: string; marked_at: number; marked_by_id: string };
  principal: {
    id: string;
    kind: string;
    issuer: string;
    subject: string;
    display_name: string;
    user_name: string | null;
    email: string | null;
    /** What follows from the two below: somebody blocked by an administrator or inactive at their directory is not. */
    enabled: number;
    created_at: number;
    is_blocked: number;
    is_inactive: number;
    is_role_assignable: number;
    /** The provisioning source that it came from; null: it is administered here. */
    source_id: string | null;
    /** The sign-in name as names are compared. */
    user_name_key: string | null;
    /** What a search looks into, in lower case. */
    search_text: string | null;
    /** The entry that changed it last. */
    version: number;
    modified_at: number | null;
    /** Kept, so that what is on record of it keeps its name. */
    deleted_at: number | null;
  };
  /** Who somebody is: at whom, and as whom. */
  identity: { issuer: string; subject: string; principal_id: string };
  group_owner: { group_id: string; owner_id: string };
  /** A directory that provisions people and groups over SCIM; its id is that of the service principal that it acts as. */
  provisioning_source: {
    id: string;
    /** At which its people sign in. */
    issuer: string;
    may_change_protected: number;
    created_at: number;
    created_by_id: string;
  };
  provisioning_token: {
    id: string;
    source_id: string;
    digest: string;
    created_at: number;
    expires_at: number;
    last_used_at: number | null;
  };
  group_member: { group_id: string; member_id: string };
  /** The unfinished active schedules of the two group roles. */
  group_assignment: {
    schedule_id: string;
    group_id: string;
    principal_id: string;
    access: string;
    start_at: number;
    end_at: number | null;
  };
  service_principal_owner: { service_principal_id: string; owner_id: string };
  organisation: { tenant_id: string; name: string };
  scope: {
    path: string;
    kind: string;
    written_path: string;
    display_name: string;
    parent: string | null;
    /** Of a resource, such as `microsoft.storage/storageaccounts`; null for all other kinds. */
    resource_type: string | null;
    location: string | null;
    /** Of what stands in one, at whatever depth. */
    subscription: string | null;
    resource_group: string | null;
  };
  role_definition: {
    id: string;
    family: string;
    kind: string;
    name: string;
    description: string;
    is_privileged: number;
    permissions: string;
    assignable_scopes: string;
    /** The name as names are compared. */
    name_key: string | null;
    created_at: number | null;
    /** null: a built-in role. */
    created_by_id: string | null;
    updated_at: number | null;
    updated_by_id: string | null;
    /** Kept, so that what is on record of it keeps its name. */
    deleted_at: number | null;
  };
  /** Where custom roles can be assigned; below it too. */
  assignable_scope: { role_definition_id: string; scope: string };
  deny_assignment: {
    id: string;
    name: string;
    description: string | null;
    permissions: string;
    scope: string;
    is_for_child_scopes: number;
    condition: string | null;
    condition_version: string | null;
    created_at: number;
    created_by_id: string;
  };
  deny_assignment_principal: {
    deny_assignment_id: string;
    principal_id: string;
    kind: string;
    is_excluded: number;
  };
  /** What an active assigned schedule has as a role assignment only: its name where that is not its id. */
  role_assignment: {
    schedule_id: string;
    name: string;
    description: string | null;
    updated_at: number;
    updated_by_id: string;
  };
  role_management_policy: {
    scope: string;
    role_definition_id: string;
    rules: string;
    modified_at: number;
    modified_by_id: string;
  };
  /** The entries that changed a policy. */
  role_management_policy_change: { role_definition_id: string; scope: string; sequence: number };
  policy_template: {
    id: string;
    name: string;
    /** In the form in which names are compared. */
    name_key: string;
    description: string;
    rules: string;
    version: number;
    /** The entry that created it. */
    sequence: number;
    created_at: number;
    created_by_id: string;
    modified_at: number;
    modified_by_id: string;
  };
  policy_template_target: {
    template_id: string;
    role_definition_id: string;
    scope: string;
    /** As the template stated them when it was applied. */
    rules: string;
    version: number;
    /** The entry that applied it last. */
    sequence: number;
    applied_at: number;
    applied_by_id: string;
    /** Since when the policy is not as the template stated; null while it is. */
    drifted_at: number | null;
  };
  schedule_request: {
    id: string;
    kind: string;
    type: string;
    status: string;
    principal_id: string;
    role_definition_id: string;
    scope: string;
    requestor_id: string;
    start_at: number | null;
    expiration_type: string | null;
    duration: string | null;
    end_at: number | null;
    justification: string | null;
    ticket_number: string | null;
    ticket_system: string | null;
    condition: string | null;
    condition_version: string | null;
    linked_eligibility_id: string | null;
    target_schedule_id: string | null;
    resulting_schedule_id: string | null;
    created_at: number;
    updated_at: number;
    closed_by_id: string | null;
    closed_reason: string | null;
  };
  schedule: {
    id: string;
    kind: string;
    assignment_type: string;
    request_id: string;
    principal_id: string;
    role_definition_id: string;
    scope: string;
    start_at: number;
    end_at: number | null;
    condition: string | null;
    condition_version: string | null;
    linked_eligibility_id: string | null;
    created_at: number;
    updated_at: number;
    /** When its start was recorded; null while it is planned. */
    started_at: number | null;
    /** When its end was recorded; null while it is not. */
    ended_at: number | null;
    end_reason: string | null;
    /** null: none is to come. */
    next_reminder_at: number | null;
  };
  /** What an approval rests on: the rules of the submission and the ids of its stages, as JSON. */
  approval: { request_id: string; rules: string; stage_ids: string };
  approval_stage: {
    id: string;
    request_id: string;
    ordinal: number;
    /** 1 for the one that was opened last, 0 for those before. */
    is_current: number;
    approvals_needed: number;
    requested_at: number;
    expires_at: number;
    is_justification_required: number;
    approvers: string;
    result: string | null;
    decided_by_id: string | null;
    decided_at: number | null;
    justification: string | null;
    granted_duration: string | null;
    granted_scope: string | null;
    /** null: approvers were reminded, or it is closed. */
    remind_at: number | null;
  };
  spot_audit: {
    request_id: string;
    /** Of the entry that approved it, and by whose hash it was drawn. */
    sequence: number;
    entry_hash: string;
    one_in: number;
    drawn_at: number;
    outcome: string | null;
    reviewed_by_id: string | null;
    reviewed_at: number | null;
    justification: string | null;
  };
  approval_decision: {
    request_id: string;
    decided_by_id: string;
    stage_id: string;
    /** 0 for the first of a request. */
    position: number;
    result: string;
    decided_at: number;
    justification: string | null;
    granted_duration: string | null;
    granted_scope: string | null;
  };
  /** What an administrator decides: the extension or renewal of an assignment. */
  extension_request: {
    request_id: string;
    schedule_id: string;
    /** From here on a decision is too late. */
    expires_at: number;
    result: string | null;
    decided_by_id: string | null;
    decided_at: number | null;
    justification: string | null;
  };
  /** JSON of all of them. */
  notification_preferences: { principal_id: string; preferences: string };
  /** The last of each administrator. */
  digest: { principal_id: string; date: string; until_at: number };
  notification: {
    message_id: string;
    sequence: number;
    recipient: string;
    principal_id: string | null;
    event: string;
    request_id: string | null;
    subject: string;
    text: string;
    /** null: text alone. */
    html: string | null;
    created_at: number;
    delivered_at: number | null;
    attempts: number;
    next_attempt_at: number;
    last_error: string | null;
    /** When it was given up; null: it was not. */
    dead_at: number | null;
    /** Until then it is tried; null: it was not tried yet. */
    give_up_at: number | null;
    /** When it was to leave, by which floods are known; null: it is made of others. */
    planned_at: number | null;
    /** Held back until then, as one of too many; null: it is not. */
    held_until: number | null;
    /** The message that it became part of, and shares the fate of; null: it leaves by itself. */
    folded_into: string | null;
  };
  notification_endpoint: {
    id: string;
    kind: string;
    display_name: string;
    origin: string;
    /** A list as JSON; null: what is for administrators. */
    topics: string | null;
    created_at: number;
    created_by_id: string;
    disabled_reason: string | null;
    disabled_at: number | null;
  };
  endpoint_message: {
    /** The same at each attempt. */
    id: string;
    endpoint_id: string;
    sequence: number;
    topic: string;
    request_id: string | null;
    subject: string;
    /** JSON, as it is posted. */
    body: string;
    created_at: number;
    delivered_at: number | null;
    attempts: number;
    next_attempt_at: number;
    last_error: string | null;
    /** When it was given up; null: it was not. */
    dead_at: number | null;
  };
  bell_item: {
    principal_id: string;
    sequence: number;
    event: string;
    request_id: string | null;
    subject: string;
    is_critical: number;
    created_at: number;
    read_at: number | null;
  };
}

/** Tables that follow from the ledger alone: a replay must give the same rows (`ledger:verify`). Keyed for comparison. */
export const projectedTables = {
  principal: ['id'],
  identity: ['issuer', 'subject'],
  group_owner: ['group_id', 'owner_id'],
  provisioning_source: ['id'],
  emergency_account: ['principal_id'],
  group_member: ['group_id', 'member_id'],
  group_assignment: ['schedule_id'],
  service_principal_owner: ['service_principal_id', 'owner_id'],
  organisation: ['tenant_id'],
  scope: ['path'],
  role_definition: ['id'],
  assignable_scope: ['role_definition_id', 'scope'],
  deny_assignment: ['id'],
  deny_assignment_principal: ['deny_assignment_id', 'principal_id', 'is_excluded'],
  role_assignment: ['schedule_id'],
  role_management_policy: ['scope', 'role_definition_id'],
  role_management_policy_change: ['role_definition_id', 'scope', 'sequence'],
  policy_template: ['id'],
  policy_template_target: ['template_id', 'role_definition_id', 'scope'],
  schedule_request: ['id'],
  schedule: ['id'],
  approval: ['request_id'],
  approval_stage: ['id'],
  approval_decision: ['request_id', 'decided_by_id'],
  spot_audit: ['request_id'],
  extension_request: ['request_id'],
  ...pastTables,
  notification_preferences: ['principal_id'],
  notification_endpoint: ['id'],
  digest: ['principal_id'],
} as const satisfies Partial<{ [Table in keyof Schema]: ReadonlyArray<keyof Schema[Table]> }>;

export type ProjectedTable = keyof typeof projectedTables;
