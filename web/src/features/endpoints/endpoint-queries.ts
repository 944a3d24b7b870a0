import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { Endpoint, EndpointMessage } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';

export const ENDPOINTS = '/notification-endpoints';
/** What is on its way is not told live: the page looks again while something is, in milliseconds. */
const LOOK_MS = 3000;

export const endpointsQuery = queryOptions({
  queryKey: ['endpoints'],
  queryFn: ({ signal }) => get<{ items: readonly Endpoint[] }>(ENDPOINTS, signal),
});

export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['endpoints', id],
    queryFn: ({ signal }) => get<Endpoint>(`${ENDPOINTS}/${id}`, signal),
    refetchInterval: ({ state }) => ((state.data?.deliveries.waiting ?? 0) > 0 ? LOOK_MS : false),
  });

/** `isMoving`: something is on its way. */
export function endpointMessagesQuery(id: string, state: string | undefined, isMoving: boolean) {
  const path = withQuery(`${ENDPOINTS}/${id}/messages`, { state });
  const page = paged<EndpointMessage>(['endpoints', id, 'messages', path], path, 50);
  return { ...page, refetchInterval: isMoving ? LOOK_MS : (false as const) };
}
