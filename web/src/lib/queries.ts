import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from './api.ts';
import type {
  ActiveRole,
  DecisionSheet,
  EligibleRole,
  ExpiredAssignment,
  HistoryItem,
  Me,
  Overview,
  OverviewCharts,
  Page,
  PendingApproval,
  RequestLife,
  ScopesBelow,
  Session,
  WaitingExtension,
} from './api-types.ts';
import { isLost } from './connection-state.ts';

const LIMIT = 100;
const FIRST_PAGE_MS = 5_000;
const FIRST_LOOK_MS = 2_000;
const LATER_LOOKS_MS = 60_000;

/** A list that is read page by page. */
export function paged<Item>(key: readonly unknown[], path: string, limit = 50) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      return get<Page<Item>>(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** An address with what of it is given; what is empty or undefined is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => get<Me>('/me', signal),
  staleTime: 60_000,
  // who is not signed in is not asked for twice
  retryOnMount: false,
  // where the page could not even begin, it does by itself
  refetchInterval: ({ state }) => (state.status === 'error' && isLost() ? FIRST_PAGE_MS : false),
});

export const eligibleQuery = queryOptions({
  queryKey: ['my-roles', 'eligible'],
  queryFn: ({ signal }) => get<Page<EligibleRole>>(`/my-roles/eligible?limit=${LIMIT}`, signal),
});

export const activeQuery = queryOptions({
  queryKey: ['my-roles', 'active'],
  queryFn: ({ signal }) => get<Page<ActiveRole>>(`/my-roles/active?limit=${LIMIT}`, signal),
});

export const expiredQuery = queryOptions({
  queryKey: ['my-roles', 'expired'],
  queryFn: ({ signal }) => get<Page<ExpiredAssignment>>(`/expired-assignments?whose=mine&limit=${LIMIT}`, signal),
});

export const approvalsQuery = queryOptions({
  queryKey: ['approvals'],
  queryFn: ({ signal }) => get<Page<PendingApproval>>(`/pending-approvals?limit=${LIMIT}`, signal),
});

export const extensionsQuery = queryOptions({
  queryKey: ['extensions'],
  queryFn: ({ signal }) => get<Page<WaitingExtension>>(`/extension-requests?limit=${LIMIT}`, signal),
});

export const scopesQuery = (eligibilityId: string, search: string) =>
  queryOptions({
    queryKey: ['my-roles', 'eligible', eligibilityId, 'scopes', search] as readonly string[],
    queryFn: ({ signal }) =>
      get<ScopesBelow>(`/my-roles/eligible/${eligibilityId}/scopes?search=${encodeURIComponent(search)}`, signal),
    staleTime: 60_000,
  });

/** The scopes that can be granted of a request. */
export const grantableScopesQuery = (requestId: string, search: string) =>
  queryOptions({
    queryKey: ['sheet', requestId, 'scopes', search] as readonly string[],
    queryFn: ({ signal }) =>
      get<ScopesBelow>(`/approvals/${requestId}/scopes?search=${encodeURIComponent(search)}`, signal),
    staleTime: 60_000,
  });

export const myRequestsQuery = paged<HistoryItem>(['my-requests'], '/my-requests');

/** The person's own requests in one state. */
export const myRequestsIn = (status: string) =>
  paged<HistoryItem>(['my-requests', status], withQuery('/requests/history', { requestor: 'me', status }));

export const decidedQuery = paged<HistoryItem>(['decided'], '/requests/history?decidedBy=me');
export const pendingRequestsQuery = paged<HistoryItem>(['pending-requests'], '/requests/history?status=Pending');

export const lifeQuery = (id: string) =>
  queryOptions({
    queryKey: ['request', id],
    queryFn: ({ signal }) => get<RequestLife>(`/requests/${id}`, signal),
    // how far a message has come is not told live; most leave within a second, some wait for the morning
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data?.steps.some(({ people }) => people.some(({ delivery }) => delivery === 'waiting'))
        ? Math.min(FIRST_LOOK_MS * 2 ** (dataUpdateCount - 1), LATER_LOOKS_MS)
        : false,
  });

export const sheetQuery = (id: string) =>
  queryOptions({
    queryKey: ['sheet', id],
    queryFn: ({ signal }) => get<DecisionSheet>(`/approvals/${id}`, signal),
  });

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => get<Overview>('/overview', signal),
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => get<{ items: readonly Session[] }>('/sessions', signal),
});

export const chartsQuery = (zone: string) =>
  queryOptions({
    queryKey: ['overview', 'charts', zone],
    queryFn: ({ signal }) => get<OverviewCharts>(withQuery('/overview/charts', { timeZone: zone }), signal),
    staleTime: 60_000,
  });
