import type { HiddenScope } from '../domain/access/hidden-scopes.ts';
import type { ApprovalStage } from '../domain/approval/approval.ts';
import type { ScheduleRequest } from '../domain/request/request.ts';
import type { RequestStatus } from '../domain/request/request-status.ts';
import type { RoleFamily } from '../domain/role-definition.ts';
import type { ScheduleKind } from '../domain/schedule.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { stagesOf } from '../ledger/facts/approval-facts.ts';
import { ownersOf } from '../ledger/facts/principal-facts.ts';
import { toScheduleRequest } from '../ledger/facts/request-facts.ts';
import { scopeChainOf } from '../ledger/facts/scope-facts.ts';
import type { QueryBuilder } from '../ledger/statement.ts';
import { administers, readsAssignments } from './assignment-sight.ts';
import { type ApproverRequests, undecidedFor } from './decidable-requests.ts';
import { isNotHidden } from './hidden-scopes.ts';
import { isApprover } from './is-approver.ts';
import type { NarrowedList } from './narrowed-page.ts';
import type { Page, PageRequest } from './page.ts';
import { requestPage } from './request-list.ts';
import { byPrincipals, byRareStatus, byRequestor, byRole, byScopes, withApproval } from './request-narrowings.ts';
import { allOf, fromRequests, type RequestFilter } from './request-rows.ts';
import { hasStatusAt, requestStatusAt } from './request-status-at.ts';
import { isInReach, pathsOver, type ScopeReach } from './scope-reach.ts';
import type { Viewer } from './viewer.ts';
import { waiting } from './visible-requests.ts';

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
  /** Whose requests are shown all the same. */
  readonly ownIds: readonly string[];
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
  const {
    kind,
    reach,
    hidden,
    ownIds,
    families,
    principalIds,
    roleDefinitionId,
    requestorId,
    statuses,
    withApproval: isApproved,
  } = criteria;
  const filters: RequestFilter[] = [
    (where) => where('request.kind', '=', kind),
    (_where, db) => isInReach(db, 'request.scope', reach),
  ];
  if (hidden.length > 0) {
    const columns = { scope: 'request.scope', family: 'role.family' };
    filters.push((where, db) =>
      where.or([
        isNotHidden(db, columns, hidden),
        where('request.principal_id', 'in', ownIds),
        where('request.requestor_id', 'in', ownIds),
      ]),
    );
  }
  if (families !== null) filters.push(isAmong('role.family', families));
  if (principalIds !== null) filters.push(isAmong('request.principal_id', principalIds));
  if (roleDefinitionId !== null) filters.push((where) => where('request.role_definition_id', '=', roleDefinitionId));
  if (requestorId !== null) filters.push((where) => where('request.requestor_id', '=', requestorId));
  if (statuses !== null) filters.push(hasStatusAt(statuses, now));
  if (isApproved) filters.push((where) => where('stage.id', 'is not', null));
  return allOf(...filters);
}

function isAmong(column: 'role.family' | 'request.principal_id', values: readonly string[]): RequestFilter {
  return (where) => (values.length === 0 ? where.lit(false) : where(column, 'in', values));
}

/** States on record that the clock makes others of. */
const passing: readonly RequestStatus[] = ['pendingApproval', 'pendingAdminDecision', 'pendingScheduleCreation'];

/** What an index finds the requests by that meet the criteria, the best first. */
export async function narrowingsFor(reader: Reader, criteria: RequestCriteria): Promise<readonly RequestFilter[]> {
  const { reach, principalIds, roleDefinitionId, requestorId, statuses, withApproval: isApproved } = criteria;
  // what is planned or undecided on record may read as another state by now
  const recorded = statuses === null ? null : [...statuses, ...passing];
  const rare = recorded === null ? null : byRareStatus(recorded);
  const paths = reach.below ? await pathsOver(reader, [reach.at]) : [];
  return [
    ...(principalIds === null ? [] : [byPrincipals(principalIds)]),
    ...(requestorId === null ? [] : [byRequestor(requestorId)]),
    ...(paths === null ? [] : [byScopes([reach.at, ...reach.above], paths)]),
    ...(rare === null ? [] : [rare]),
    ...(roleDefinitionId === null ? [] : [byRole(roleDefinitionId)]),
    ...(isApproved ? [withApproval] : []),
  ];
}

/** The undecided requests that the viewer may decide at `now`. */
export async function decidableNow(reader: Reader, viewer: Viewer, now: Temporal.Instant): Promise<ApproverRequests> {
  const { filter, narrowing } = await undecidedFor(reader, viewer, now);
  return { filter: allOf(hasStatusAt(['pendingApproval'], now), filter), narrowing };
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
      'stage.result as stage_result',
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

/** What of a list of requests is to be shown. */
export type RequestList = Omit<NarrowedList<RequestFilter>, 'union'>;

/** The list without what does not meet the condition too; its narrowing is tried first. */
export function narrowedTo(list: RequestList, { filter, narrowing }: ApproverRequests): RequestList {
  return { filter: allOf(list.filter, filter), narrowings: [narrowing, ...list.narrowings] };
}

/** A page of the requests of a list, the newest first. */
export async function scheduleRequests(
  reader: Reader,
  list: RequestList,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<RequestRecord>> {
  const { items, next } = await requestPage(reader, { ...list, union: null }, page);
  if (items.length === 0) return { items: [], next: null };
  const rows = await reader.query((db) =>
    selectRecords(db)
      .where('request.id', 'in', items)
      .orderBy('request.created_at', 'desc')
      .orderBy('request.id', 'desc'),
  );
  return { items: rows.map((row) => toRecord(row, now)), next };
}

/**
 * One request, if the viewer may see it: asked by or for them or theirs, theirs to decide, read there, or waiting where
 * they give roles. While it is
 * undecided its approvers see it; later those whom the policy names then, as in `visibleTo`.
 */
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
  const owners = await ownersOf(reader, row.requestor_id);
  if (owners.some((ownerId) => ownerId === principal.id || groupIds.has(ownerId))) return true;
  const scope = row.scope as Scope;
  const chain = await scopeChainOf(reader, scope);
  if (readsAssignments(viewer, row.role_family as RoleFamily, chain)) return true;
  if (waiting.includes(row.status as RequestStatus) && administers(viewer, row.role_family as RoleFamily, chain))
    return true;
  if (row.approvers === null) return false;
  if ((await stagesOf(reader, row.id)).some((stage) => isDecider(stage, principal.id))) return true;
  const place = { roleDefinitionId: row.role_definition_id, scope };
  const isOpen = row.status === 'pendingApproval' && row.stage_result === null;
  const stage = { approvers: JSON.parse(row.approvers), ordinal: row.stage_ordinal ?? 0 };
  // also who decides in a later stage sees what is coming
  return (
    (isOpen && (await isApprover(reader, viewer, { ...place, stage }, now))) ||
    (await isApprover(reader, viewer, { ...place, stage: null }, now))
  );
}
