import { queryOptions } from '@tanstack/react-query';
import { get } from './api.ts';
import type { ListedGroup, ListedPerson, Me, Page, Resource, RoleOverview } from './api-types.ts';
import { withQuery } from './queries.ts';

const MOST = '5';
const SHORTEST = 2;

/** Something of the organisation that the person may know of. */
export interface Found {
  readonly kind: 'person' | 'group' | 'scope' | 'role';
  /** An id, or the path of a scope. */
  readonly id: string;
  readonly name: string;
  readonly detail: string | null;
}

/** People, groups, scopes and roles by a few letters; the server says what the person may know of. */
export const findQuery = (search: string, me: Me | null) =>
  queryOptions({
    queryKey: ['find', search, me?.id],
    enabled: me !== null && search.trim().length >= SHORTEST,
    staleTime: 30_000,
    retry: false,
    queryFn: async ({ signal }): Promise<readonly Found[]> => {
      const query = { search: search.trim(), limit: MOST };
      const list = async <Item>(path: string, isFor: boolean) =>
        isFor ? (await get<Page<Item>>(withQuery(path, query), signal)).items : [];
      const [people, groups, scopes, roles] = await Promise.all([
        list<ListedPerson>('/people', me?.may.findPeople === true),
        list<ListedGroup>('/groups', me?.may.findPeople === true),
        list<Resource>('/resources', true),
        list<RoleOverview>('/roles', me?.seesOthers === true),
      ]);
      return [
        ...people.map(
          ({ id, displayName: name, userName }) => ({ kind: 'person', id, name, detail: userName }) as const,
        ),
        ...groups.map(({ id, displayName: name }) => ({ kind: 'group', id, name, detail: null }) as const),
        ...scopes.map(({ path: id, displayName: name }) => ({ kind: 'scope', id, name, detail: null }) as const),
        ...roles.map(({ id, name }) => ({ kind: 'role', id, name, detail: null }) as const),
      ];
    },
  });
