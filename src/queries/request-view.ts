import { sql } from 'kysely';
import type { EventOf } from '../domain/events.ts';
import type { RequestType, Ticket } from '../domain/request/request.ts';
import { type PublicStatus, type RequestStatus, toPublicStatus } from '../domain/request/request-status.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import { type RoleRisk, roleRisk } from '../domain/role-risk.ts';
import { type Scope, type ScopeKind, scopeKind } from '../domain/scope.ts';
import { presentDuration } from '../domain/time.ts';
import type { Reader } from '../ledger/engine.ts';
import { toScheduleRequest } from '../ledger/facts/request-facts.ts';
import { roleDefinitionById } from '../ledger/facts/role-facts.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { fromRequests } from './request-rows.ts';

/** A request as people are shown it, with names, and with its state at the instant of the question. */
export interface RequestView {
  readonly id: string;
  readonly type: RequestType;
  readonly status: PublicStatus;
  readonly requestor: { id: string; displayName: string; email: string | null; userName: string | null };
  readonly principal: { id: string; displayName: string; kind: string };
  readonly role: { id: string; name: string; risk: RoleRisk; family: RoleFamily };
  readonly scope: { path: string; displayName: string; kind: ScopeKind };
  /** As asked, ISO 8601; null where it was asked without an end. */
  readonly duration: string | null;
  /** The custom start that was asked for. */
  readonly startAt: Temporal.Instant | null;
  readonly justification: string | null;
  readonly ticket: Ticket | null;
  readonly requestedAt: Temporal.Instant;
  /** From here on an undecided request is Expired; null where no approval is needed. */
  readonly expiresAt: Temporal.Instant | null;
  readonly decision: {
    readonly decidedBy: { id: string; displayName: string | null };
    readonly decidedAt: Temporal.Instant;
    readonly comment: string | null;
    /** Less than was asked; null where all of it was granted. */
    readonly grantedDuration: string | null;
    readonly grantedScope: string | null;
  } | null;
  /** Why it was canceled; null where it was not. */
  readonly closedReason: EventOf<'scheduleRequest.canceled'>['reason'] | null;
  /** When the role really started and ended, by the clock; null while it has not, and for what gives no role. */
  readonly activatedAt: Temporal.Instant | null;
  readonly deactivatedAt: Temporal.Instant | null;
}

/** `fromRequests` with the columns of a view. */
export function selectViews(db: QueryBuilder) {
  return fromRequests(db)
    .innerJoin('principal as requestor', 'requestor.id', 'request.requestor_id')
    .innerJoin('principal as target', 'target.id', 'request.principal_id')
    .leftJoin('principal as decider', (join) =>
      join.on(
        (on) =>
          sql<boolean>`${on.ref('decider.id')} = coalesce(${on.ref('stage.decided_by_id')}, ${on.ref('extension.decided_by_id')})`,
      ),
    )
    .leftJoin('scope', 'scope.path', 'request.scope')
    .leftJoin('scope as granted', 'granted.path', 'stage.granted_scope')
    .leftJoin('schedule', 'schedule.id', 'request.id')
    .selectAll('request')
    .select([
      'role.name as role_name',
      'role.family as role_family',
      'requestor.display_name as requestor_name',
      'requestor.email as requestor_email',
      'requestor.user_name as requestor_user_name',
      'target.display_name as target_name',
      'target.kind as target_kind',
      'scope.written_path as scope_path',
      'scope.display_name as scope_name',
      'stage.expires_at as expires_at',
      'extension.expires_at as extension_expires_at',
      'extension.result as extension_result',
      'extension.decided_by_id as extension_decided_by_id',
      'extension.decided_at as extension_decided_at',
      'extension.justification as extension_justification',
      'stage.result as stage_result',
      'stage.decided_by_id as decided_by_id',
      'stage.decided_at as decided_at',
      'stage.justification as decision_justification',
      'stage.granted_duration as granted_duration',
      'stage.granted_scope as granted_scope',
      'granted.written_path as granted_scope_path',
      'decider.display_name as decider_name',
      'schedule.kind as schedule_kind',
      'schedule.start_at as schedule_start_at',
      'schedule.end_at as schedule_end_at',
    ]);
}

export type ViewRow = ReturnType<typeof selectViews> extends { execute(): Promise<(infer Row)[]> } ? Row : never;

/** Makes views of rows; each role is read once. */
export async function toViews(reader: Reader, rows: readonly ViewRow[], now: Temporal.Instant) {
  const roles = new Map<string, Awaited<ReturnType<typeof roleDefinitionById>>>();
  for (const { role_definition_id: id } of rows) {
    if (!roles.has(id)) roles.set(id, await roleDefinitionById(reader, id));
  }
  const risks = new Map<string, RoleRisk>();
  const riskOf = (roleDefinitionId: string, scope: Scope): RoleRisk => {
    const key = `${roleDefinitionId} ${scope}`;
    const role = roles.get(roleDefinitionId);
    // a role that cannot be read is not played down
    const risk = risks.get(key) ?? (role ? roleRisk(role, scope) : 'critical');
    risks.set(key, risk);
    return risk;
  };
  return rows.map((row) => toView(row, riskOf(row.role_definition_id, row.scope as Scope), now));
}

function toView(row: ViewRow, risk: RoleRisk, now: Temporal.Instant): RequestView {
  const request = toScheduleRequest(row);
  const expiresAt = toInstant(row.expires_at ?? row.extension_expires_at);
  return {
    id: row.id,
    type: request.type,
    status: toPublicStatus(row.status as RequestStatus, expiresAt, now),
    requestor: {
      id: row.requestor_id,
      displayName: row.requestor_name,
      email: row.requestor_email,
      userName: row.requestor_user_name,
    },
    principal: { id: row.principal_id, displayName: row.target_name, kind: row.target_kind },
    role: { id: row.role_definition_id, name: row.role_name, risk, family: row.role_family as RoleFamily },
    scope: {
      path: row.scope_path ?? row.scope,
      displayName: row.scope_name ?? row.scope,
      kind: scopeKind(request.scope),
    },
    duration: askedDuration(request),
    startAt: request.schedule.startAt,
    justification: request.justification,
    ticket: request.ticket,
    requestedAt: request.createdAt,
    expiresAt,
    decision: toDecision(row),
    closedReason: row.closed_reason as RequestView['closedReason'],
    ...toActiveTime(row, now),
  };
}

function toInstant(ms: number | null): Temporal.Instant | null {
  return ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms);
}

function askedDuration({ schedule, createdAt }: ReturnType<typeof toScheduleRequest>): string | null {
  const { expiration, startAt } = schedule;
  if (expiration === null || expiration.type === 'noExpiration') return null;
  if (expiration.type === 'afterDuration') return expiration.duration;
  return presentDuration(expiration.endAt.epochMilliseconds - (startAt ?? createdAt).epochMilliseconds);
}

/** A withdrawal or the end of the window closes a stage too, and is nobody's decision. */
function toDecision(row: ViewRow): RequestView['decision'] {
  const decidedAt = toInstant(row.decided_at ?? row.extension_decided_at);
  const decidedById = row.decided_by_id ?? row.extension_decided_by_id;
  const result = row.stage_result ?? row.extension_result;
  if ((result !== 'approved' && result !== 'denied') || decidedAt === null || decidedById === null) return null;
  return {
    decidedBy: { id: decidedById, displayName: row.decider_name },
    decidedAt,
    comment: row.decision_justification ?? row.extension_justification,
    grantedDuration: row.granted_duration,
    grantedScope: row.granted_scope_path ?? row.granted_scope,
  };
}

/** By the times of the schedule alone: what is on record of its start and end may come later (BEHAVIOUR §5). */
function toActiveTime(row: ViewRow, now: Temporal.Instant): Pick<RequestView, 'activatedAt' | 'deactivatedAt'> {
  const { schedule_kind: kind, schedule_start_at: start, schedule_end_at: end } = row;
  const never = { activatedAt: null, deactivatedAt: null };
  if (kind !== 'active' || start === null || start > now.epochMilliseconds) return never;
  // withdrawn before it began
  if (end !== null && end <= start) return never;
  const isOver = end !== null && end <= now.epochMilliseconds;
  return { activatedAt: toInstant(start), deactivatedAt: isOver ? toInstant(end) : null };
}
