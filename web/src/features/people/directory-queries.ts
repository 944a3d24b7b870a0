import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { Group, GroupMember, ListedGroup, ListedPerson, Person, Session } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';

export function peopleQuery(search: string | undefined, state: string | undefined) {
  const path = withQuery('/people', { search, state });
  return paged<ListedPerson>(['people', path], path, 100);
}

export function groupsQuery(search: string | undefined) {
  const path = withQuery('/groups', { search });
  return paged<ListedGroup>(['groups', path], path, 100);
}

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ['people', id], queryFn: ({ signal }) => get<Person>(`/people/${id}`, signal) });

export const groupQuery = (id: string) =>
  queryOptions({ queryKey: ['groups', id], queryFn: ({ signal }) => get<Group>(`/groups/${id}`, signal) });

export const membersQuery = (id: string) => paged<GroupMember>(['groups', id, 'members'], `/groups/${id}/members`);

export const sessionsOfQuery = (principalId: string) =>
  queryOptions({
    queryKey: ['sessions', principalId],
    queryFn: ({ signal }) => get<{ items: readonly Session[] }>(withQuery('/sessions', { principalId }), signal),
  });
