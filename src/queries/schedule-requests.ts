import type { ApprovalStage } from '../domain/approval/approval.ts';
import type { ScheduleRequest } from '../domain/request/request.ts';
import type { RequestStatus } from '../domain/request/request-status.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { ScheduleKind } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { stagesOf } from '../ledger/facts/approval-facts.ts';
import { toScheduleRequest } from '../ledger/facts/request-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { readsAssignments } from './assignment-sight.ts';
import { undecidedFor } from './decidable-requests.ts';
import { type HiddenScope, isNotHidden } from './hidden-scopes.ts';
import { isApprover } from './is-approver.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { allOf, fromRequests, type RequestFilter } from './request-rows.ts';
import { hasStatusAt, requestStatusAt } from './request-status-at.ts';
import { isInReach, type ScopeReach } from './scope-reach.ts';
import type { Viewer } from './viewer.ts';

/** A request with what the clock makes of it. */
export interface RequestRecord {
  readonly request: ScheduleRequest;
  /** As it reads at the instant of the question. */
  readonly status: RequestStatus;
  readonly hasApproval: boolean;
  /** The real start of the schedule that the request made; null where it made none. */
  readonly startAt: Temporal.Instant | null;
}

/** What a list of requests is narrowed to; null means any. */
export interface RequestCriteria {
  readonly kind: ScheduleKind;
  readonly reach: ScopeReach;
  readonly hidden: readonly HiddenScope[];
  readonly families: readonly RoleFamily[] | null;
  /** Any of these. */
  readonly principalIds: readonly string[] | null;
  readonly roleDefinitionId: string | null;
  readonly requestorId: string | null;
  /** As it reads at the instant of the question. */
  readonly statuses: readonly RequestStatus[] | null;
  readonly withApproval: boolean;
}

/** The requests that meet all of the criteria. */
export function matching(criteria: RequestCriteria, now: Temporal.Instant): RequestFilter {
  const { kind, reach, hidden, families, principalIds, roleDefinitionId, requestorId, statuses, withApproval } =
    criteria;
  const filters: RequestFilter[] = [
    (where) => where('request.kind', '=', kind),
    (_where, db) => isInReach(db, 'request.scope', reach),
  ];
  if (hidden.length > 0) {
    const columns = { scope: 'request.scope', family: 'role.family' };
    filters.push((_where, db) => isNotHidden(db, columns, hidden));
  }
  if (families !== null) filters.push(isAmong('role.family', families));
  if (principalIds !== null) filters.push(isAmong('request.principal_id', principalIds));
  if (roleDefinitionId !== null) filters.push((where) => where('request.role_definition_id', '=', roleDefinitionId));
  if (requestorId !== null) filters.push((where) => where('request.requestor_id', '=', requestorId));
  if (statuses !== null) filters.push(hasStatusAt(statuses, now));
  if (withApproval) filters.push((where) => where('stage.id', 'is not', null));
  return allOf(...filters);
}

function isAmong(column: 'role.family' | 'request.principal_id', values: readonly string[]): RequestFilter {
  return (where) => (values.length === 0 ? where.lit(false) : where(column, 'in', values));
}

/** The undecided requests that the viewer may decide at `now`. */
export async function decidableNow(reader: Reader, viewer: Viewer, now: Temporal.Instant): Promise<RequestFilter> {
  return allOf(hasStatusAt(['pendingApproval'], now), await undecidedFor(reader, viewer, now));
}

function selectRecords(db: QueryBuilder) {
  return fromRequests(db)
    .leftJoin('schedule', 'schedule.id', 'request.id')
    .selectAll('request')
    .select([
      'role.family as role_family',
      'stage.id as stage_id',
      'stage.expires_at as expires_at',
      'extension.expires_at as extension_expires_at',
      'extension.decided_by_id as extension_decided_by_id',
      'stage.approvers as approvers',
      'stage.ordinal as stage_ordinal',
      'schedule.start_at as schedule_start_at',
    ]);
}

type RecordRow = ReturnType<typeof selectRecords> extends { execute(): Promise<(infer Row)[]> } ? Row : never;

function toRecord(row: RecordRow, now: Temporal.Instant): RequestRecord {
  const request = toScheduleRequest(row);
  const startAt = toInstant(row.schedule_start_at);
  const status = requestStatusAt(
    request.status,
    { expiresAt: toInstant(row.expires_at ?? row.extension_expires_at), startAt },
    now,
  );
  return { request, status, hasApproval: row.stage_id !== null, startAt };
}

function toInstant(ms: number | null): Temporal.Instant | null {
  return ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms);
}

/** A page of the requests that the filter leaves, the newest first. */
export async function scheduleRequests(
  reader: Reader,
  filter: RequestFilter,
  { limit, after }: PageRequest,
  now: Temporal.Instant,
): Promise<Page<RequestRecord>> {
  const rows = await reader.query((db) => {
    const query = selectRecords(db)
      .where((where) => filter(where as never, db))
      .orderBy('request.created_at', 'desc')
      .orderBy('request.id', 'desc')
      .limit(limit + 1);
    if (after === null) return query;
    return query.where((where) =>
      where.or([
        where('request.created_at', '<', after.atMs),
        where.and([where('request.created_at', '=', after.atMs), where('request.id', '<', after.id)]),
      ]),
    );
  });
  const records = rows.map((row) => toRecord(row, now));
  return toPage(rows, limit, (row) => ({ atMs: row.created_at, id: row.id }), records);
}

/** One request, if the viewer may see it: asked by or for them or their group, theirs to decide, or read there. */
export async function visibleRequest(
  reader: Reader,
  viewer: Viewer,
  id: string,
  now: Temporal.Instant,
): Promise<RequestRecord | null> {
  const [row] = await reader.query((db) => selectRecords(db).where('request.id', '=', id));
  return row !== undefined && (await isVisible(reader, viewer, row, now)) ? toRecord(row, now) : null;
}

function isDecider({ decisions }: ApprovalStage, principalId: string): boolean {
  return decisions.some(({ decidedById }) => decidedById === principalId);
}

async function isVisible(reader: Reader, viewer: Viewer, row: RecordRow, now: Temporal.Instant): Promise<boolean> {
  const { principal, groupIds } = viewer.facts;
  if ([row.requestor_id, row.principal_id, row.extension_decided_by_id].includes(principal.id)) return true;
  if (groupIds.has(row.principal_id)) return true;
  const scope = row.scope as Scope;
  const chain = await scopeChainOf(reader, scope);
  if (readsAssignments(viewer, row.role_family as RoleFamily, chain)) return true;
  if (row.approvers === null) return false;
  if ((await stagesOf(reader, row.id)).some((stage) => isDecider(stage, principal.id))) return true;
  const place = { roleDefinitionId: row.role_definition_id, scope };
  const stage = { approvers: JSON.parse(row.approvers), ordinal: row.stage_ordinal ?? 0 };
  // also who decides in a later stage sees what is coming
  return (
    (await isApprover(reader, viewer, { ...place, stage }, now)) ||
    (await isApprover(reader, viewer, { ...place, stage: null }, now))
  );
}
