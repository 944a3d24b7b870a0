import type { Expiration, RequestType, ScheduleRequest } from '../../domain/request/request.ts';
import type { RequestStatus } from '../../domain/request/request-status.ts';
import type { ScheduleKind } from '../../domain/schedule.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Reader } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { type QueryBuilder, statement } from '../statement.ts';
import { isCurrentStage } from './approval-facts.ts';

const selectRequest = statement((db, p: { id: string }) =>
  db.selectFrom('schedule_request').selectAll().where('id', '=', p.id),
);

const selectOpen = statement((db, p: { kind: string; principalId: string; roleDefinitionId: string; scope: string }) =>
  db
    .selectFrom('schedule_request')
    .leftJoin('approval_stage', isCurrentStage)
    .select(['schedule_request.id', 'approval_stage.expires_at'])
    .where('kind', '=', p.kind)
    .where('principal_id', '=', p.principalId)
    .where('role_definition_id', '=', p.roleDefinitionId)
    .where('scope', '=', p.scope)
    .where('status', '=', 'pendingApproval'),
);

/** Undecided requests whose window is not over: an expired one is Expired by the clock and stays so. */
function undecided(db: QueryBuilder, now: number) {
  return db
    .selectFrom('schedule_request')
    .innerJoin('approval_stage', isCurrentStage)
    .where('schedule_request.status', '=', 'pendingApproval')
    .where('approval_stage.expires_at', '>', now);
}

const selectPendingByEligibility = statement((db, p: { eligibilityId: string; now: number }) =>
  undecided(db, p.now)
    .select('schedule_request.id')
    .where('schedule_request.linked_eligibility_id', '=', p.eligibilityId),
);

const selectPendingOfPrincipal = statement((db, p: { principalId: string; now: number }) =>
  undecided(db, p.now).select('schedule_request.id').where('schedule_request.principal_id', '=', p.principalId),
);

function instantOrNull(ms: number | null): Temporal.Instant | null {
  return ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms);
}

function toExpiration(row: Schema['schedule_request']): Expiration | null {
  if (row.expiration_type === 'afterDuration' && row.duration !== null) {
    return { type: 'afterDuration', duration: row.duration };
  }
  const endAt = instantOrNull(row.end_at);
  if (row.expiration_type === 'afterDateTime' && endAt !== null) return { type: 'afterDateTime', endAt };
  return row.expiration_type === 'noExpiration' ? { type: 'noExpiration' } : null;
}

export function toScheduleRequest(row: Schema['schedule_request']): ScheduleRequest {
  const hasTicket = row.ticket_number !== null || row.ticket_system !== null;
  return {
    id: row.id,
    kind: row.kind as ScheduleKind,
    type: row.type as RequestType,
    status: row.status as RequestStatus,
    principalId: row.principal_id,
    roleDefinitionId: row.role_definition_id,
    scope: row.scope as Scope,
    requestorId: row.requestor_id,
    schedule: { startAt: instantOrNull(row.start_at), expiration: toExpiration(row) },
    justification: row.justification,
    ticket: hasTicket ? { number: row.ticket_number, system: row.ticket_system } : null,
    condition: row.condition === null ? null : { text: row.condition, version: row.condition_version ?? '2.0' },
    linkedEligibilityId: row.linked_eligibility_id,
    targetScheduleId: row.target_schedule_id,
    resultingScheduleId: row.resulting_schedule_id,
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_at),
  };
}

export async function requestById(tx: Reader, id: string): Promise<ScheduleRequest | null> {
  const row = await tx.first(selectRequest, { id });
  return row === undefined ? null : toScheduleRequest(row);
}

/** The undecided request for exactly this principal, role and scope, and when its window ends. */
export async function openRequest(
  tx: Reader,
  of: Pick<ScheduleRequest, 'kind' | 'principalId' | 'roleDefinitionId' | 'scope'>,
): Promise<{ readonly id: string; readonly expiresAt: Temporal.Instant | null } | null> {
  const { kind, principalId, roleDefinitionId, scope } = of;
  const row = await tx.first(selectOpen, { kind, principalId, roleDefinitionId, scope });
  return row === undefined ? null : { id: row.id, expiresAt: instantOrNull(row.expires_at) };
}

/** Undecided requests that would activate the eligibility. */
export async function pendingRequestsFor(
  tx: Reader,
  eligibilityId: string,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const rows = await tx.all(selectPendingByEligibility, { eligibilityId, now: now.epochMilliseconds });
  return rows.map((row) => row.id);
}

/** Undecided requests of a principal. */
export async function pendingRequestsOf(
  tx: Reader,
  principalId: string,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  return (await tx.all(selectPendingOfPrincipal, { principalId, now: now.epochMilliseconds })).map((row) => row.id);
}

function pendingThroughGroups(db: QueryBuilder, now: number) {
  return undecided(db, now)
    .innerJoin('schedule as eligibility', 'eligibility.id', 'schedule_request.linked_eligibility_id')
    .select(['schedule_request.id', 'schedule_request.principal_id', 'eligibility.principal_id as group_id'])
    .whereRef('eligibility.principal_id', '!=', 'schedule_request.principal_id');
}

const selectPendingThroughGroups = statement((db, p: { now: number }) => pendingThroughGroups(db, p.now));

const selectPendingThroughGroupsOf = statement((db, p: { principalId: string; now: number }) =>
  pendingThroughGroups(db, p.now).where('schedule_request.principal_id', '=', p.principalId),
);

/** Undecided requests that rest on an eligibility of a group, with that group: of one principal, or (null) of everybody. */
export async function pendingRequestsThroughGroups(tx: Reader, principalId: string | null, now: Temporal.Instant) {
  const nowMs = now.epochMilliseconds;
  const rows =
    principalId === null
      ? await tx.all(selectPendingThroughGroups, { now: nowMs })
      : await tx.all(selectPendingThroughGroupsOf, { principalId, now: nowMs });
  return rows.map((row) => ({ requestId: row.id, principalId: row.principal_id, groupId: row.group_id }));
}
