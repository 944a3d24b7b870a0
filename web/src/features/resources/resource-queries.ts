import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { MyAccess, Resource } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';

export function resourcesQuery(below: string, search?: string) {
  const path = withQuery('/resources', { below, search });
  return paged<Resource>(['resources', path], path, 100);
}

export const myAccessQuery = (scope: string) =>
  queryOptions({
    queryKey: ['my-access', scope],
    queryFn: ({ signal }) => get<MyAccess>(withQuery('/resources/my-access', { scope }), signal),
  });
