import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, get } from '../../lib/api.ts';
import type { Policy, PolicyChanges, PolicyPreview, RoleOverview } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';

export interface RoleSearch {
  readonly q?: string;
  readonly family?: string;
  readonly use?: string;
}

export function rolesQuery({ q, family, use }: RoleSearch) {
  const path = withQuery('/roles', { search: q, family, inUse: use === 'all' ? undefined : 'yes' });
  return infiniteQueryOptions(paged<RoleOverview>(['roles', path], path, 100));
}

export function policyPath(roleId: string, scope: string, rest = ''): string {
  return `${withQuery(`/policies/${roleId}${rest}`, { scope })}`;
}

export const policyQuery = (roleId: string, scope: string) =>
  queryOptions({
    queryKey: ['policy', roleId, scope],
    queryFn: ({ signal }) => get<Policy>(policyPath(roleId, scope), signal),
  });

/** What a change would do and to whom, by the decision that saving is held to. */
export const previewQuery = (roleId: string, scope: string, rules: PolicyChanges) =>
  queryOptions({
    queryKey: ['policy-preview', roleId, scope, rules],
    queryFn: ({ signal }) =>
      call<PolicyPreview>('POST', policyPath(roleId, scope, '/preview'), { body: { rules }, signal }),
    retry: false,
    staleTime: 5_000,
  });
