import { queryOptions } from '@tanstack/react-query';
import { get } from './api.ts';
import type { ListedGroup, ListedPerson, Page, Resource, RoleOverview } from './api-types.ts';
import { withQuery } from './queries.ts';

const MOST = '30';

/** A person or a group that something is given to. */
export interface Picked {
  readonly id: string;
  readonly kind: 'user' | 'group';
  readonly displayName: string;
  readonly detail: string | null;
}

export const pickPrincipalsQuery = (search: string) =>
  queryOptions({
    queryKey: ['pick', 'principals', search],
    queryFn: async ({ signal }): Promise<readonly Picked[]> => {
      const [people, groups] = await Promise.all([
        get<Page<ListedPerson>>(withQuery('/people', { search, state: 'enabled', limit: MOST }), signal),
        get<Page<ListedGroup>>(withQuery('/groups', { search, limit: MOST }), signal),
      ]);
      return [
        ...people.items.map(({ id, displayName, userName, email }) => {
          return { id, kind: 'user', displayName, detail: userName ?? email } as const;
        }),
        ...groups.items.map(({ id, displayName }) => ({ id, kind: 'group', displayName, detail: null }) as const),
      ];
    },
    staleTime: 30_000,
  });

export const pickRolesQuery = (search: string, assignableAt: string | undefined) =>
  queryOptions({
    queryKey: ['pick', 'roles', search, assignableAt],
    queryFn: async ({ signal }) =>
      (await get<Page<RoleOverview>>(withQuery('/roles', { search, assignableAt, limit: MOST }), signal)).items,
    staleTime: 30_000,
  });

/** Groups as the scopes of the roles that one has in them. */
export const pickGroupScopesQuery = (search: string) =>
  queryOptions({
    queryKey: ['pick', 'groups', search],
    queryFn: async ({ signal }) => {
      const { items } = await get<Page<ListedGroup>>(withQuery('/groups', { search, limit: MOST }), signal);
      return items.map(({ id, displayName }) => ({ path: `/groups/${id}`, displayName, kind: 'group' }) as const);
    },
    staleTime: 30_000,
  });

export const pickResourcesQuery = (search: string) =>
  queryOptions({
    queryKey: ['pick', 'resources', search],
    queryFn: async ({ signal }) =>
      (await get<Page<Resource>>(withQuery('/resources', { search, limit: MOST }), signal)).items,
    staleTime: 30_000,
  });
