import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { Endpoint, EndpointMessage } from '../../lib/api-types.ts';
import { lookAgainIn } from '../../lib/look-again.ts';
import { paged, withQuery } from '../../lib/queries.ts';

export const ENDPOINTS = '/notification-endpoints';
/** What is on its way is not told live: the page looks again while something is, in milliseconds. */
const LOOK_MS = 3000;

const lookWhileMoving = (endpoints: readonly Endpoint[] = []) =>
  endpoints.some(({ deliveries }) => deliveries.waiting > 0) ? LOOK_MS : false;

export const endpointsQuery = queryOptions({
  queryKey: ['endpoints'],
  queryFn: ({ signal }) => get<{ items: readonly Endpoint[] }>(ENDPOINTS, signal),
  refetchInterval: ({ state }) => lookWhileMoving(state.data?.items),
});

export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['endpoints', id],
    queryFn: ({ signal }) => get<Endpoint>(`${ENDPOINTS}/${id}`, signal),
    refetchInterval: ({ state }) => lookWhileMoving(state.data === undefined ? [] : [state.data]),
  });

export function endpointMessagesQuery(id: string, state: string | undefined) {
  const path = withQuery(`${ENDPOINTS}/${id}/messages`, { state });
  return infiniteQueryOptions({
    ...paged<EndpointMessage>(['endpoints', id, 'messages', path], path, 50),
    refetchInterval: (query) => lookAgainIn(query.state.data?.pages),
  });
}
