import type { PublicStatus } from '../domain/request/request-status.ts';
import type { Scope } from '../domain/scope.ts';
import type { Reader } from '../ledger/engine.ts';
import { newestRequests } from './newest-requests.ts';
import type { Page, PageRequest } from './page.ts';
import { byDecider, byId, byPrincipals, byRareStatus, byRequestor, byRole, byScopes } from './request-narrowings.ts';
import { allOf, type RequestFilter } from './request-rows.ts';
import type { RequestView } from './request-view.ts';
import { hasPublicStatus, statusesBehind } from './status-filter.ts';
import { viewerOf } from './viewer.ts';
import { visibleTo } from './visible-requests.ts';

/** What is looked for; a member that is left out does not narrow. */
export interface HistoryFilter {
  readonly id?: string | undefined;
  readonly status?: PublicStatus | undefined;
  readonly decidedById?: string | undefined;
  readonly requestorId?: string | undefined;
  /** For whom it was asked; what is for a group of theirs is not for them. */
  readonly principalId?: string | undefined;
  readonly roleDefinitionId?: string | undefined;
  /** This scope alone, not what is below it. */
  readonly scope?: Scope | undefined;
  /** Requested in `[from, to)`. */
  readonly from?: Temporal.Instant | undefined;
  readonly to?: Temporal.Instant | undefined;
}

function filtersOf(asked: HistoryFilter, now: Temporal.Instant): readonly RequestFilter[] {
  const filters: RequestFilter[] = [];
  const { id, status, decidedById, requestorId, principalId, roleDefinitionId, scope, from, to } = asked;
  if (id !== undefined) filters.push(byId(id));
  if (status !== undefined) filters.push(hasPublicStatus(status, now));
  if (decidedById !== undefined) filters.push(byDecider(decidedById));
  if (requestorId !== undefined) filters.push(byRequestor(requestorId));
  if (principalId !== undefined) filters.push(byPrincipals([principalId]));
  if (roleDefinitionId !== undefined) filters.push(byRole(roleDefinitionId));
  if (scope !== undefined) filters.push((where) => where('request.scope', '=', scope));
  if (from !== undefined) filters.push((where) => where('request.created_at', '>=', from.epochMilliseconds));
  if (to !== undefined) filters.push((where) => where('request.created_at', '<', to.epochMilliseconds));
  return filters;
}

/** What an index finds the asked requests by, the best first. */
function narrowingsOf(asked: HistoryFilter, now: Temporal.Instant): readonly RequestFilter[] {
  const { id, status, decidedById, requestorId, principalId, roleDefinitionId, scope, from, to } = asked;
  const rare = status === undefined ? null : byRareStatus(statusesBehind(status, now));
  const isTimed = from !== undefined || to !== undefined;
  return [
    ...(id === undefined ? [] : [byId(id)]),
    ...(requestorId === undefined ? [] : [byRequestor(requestorId)]),
    ...(principalId === undefined ? [] : [byPrincipals([principalId])]),
    ...(decidedById === undefined ? [] : [byDecider(decidedById)]),
    ...(scope === undefined ? [] : [byScopes([scope], [])]),
    ...(rare === null ? [] : [rare]),
    ...(roleDefinitionId === undefined ? [] : [byRole(roleDefinitionId)]),
    ...(isTimed ? [allOf(...filtersOf({ from, to }, now))] : []),
  ];
}

/** The requests that the person may see, the newest first. Refuses an unknown or disabled person. */
export async function requestHistory(
  reader: Reader,
  principalId: string,
  asked: HistoryFilter,
  page: PageRequest,
  now: Temporal.Instant,
): Promise<Page<RequestView>> {
  const viewer = await viewerOf(reader, principalId, now);
  const visible = await visibleTo(reader, viewer, now);
  const list = {
    filter: allOf(...filtersOf(asked, now), visible.filter),
    narrowings: narrowingsOf(asked, now),
    union: visible.parts,
  };
  return newestRequests(reader, list, page, now);
}

/** One request, whoever may see it: for who has just shown a right of their own over it. Null where there is none. */
export async function anyRequest(reader: Reader, id: string, now: Temporal.Instant): Promise<RequestView | null> {
  const list = { filter: byId(id), narrowings: [byId(id)], union: null };
  const { items } = await newestRequests(reader, list, { limit: 1, after: null }, now);
  return items[0] ?? null;
}

/** One request; null where there is none that the person may see. */
export async function visibleRequest(
  reader: Reader,
  principalId: string,
  id: string,
  now: Temporal.Instant,
): Promise<RequestView | null> {
  const { items } = await requestHistory(reader, principalId, { id }, { limit: 1, after: null }, now);
  return items[0] ?? null;
}
