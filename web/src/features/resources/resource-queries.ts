import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { MyAccess, Page, Resource } from '../../lib/api-types.ts';
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

/** What a scope is called; null where the person does not see it in the tree. */
export const resourceNameQuery = (path: string) =>
  queryOptions({
    queryKey: ['resource-name', path],
    queryFn: async ({ signal }) => {
      const search = path.slice(path.lastIndexOf('/') + 1);
      const found = await get<Page<Resource>>(withQuery('/resources', { search, limit: '50' }), signal);
      return found.items.find((each) => each.path === path)?.displayName ?? null;
    },
  });
