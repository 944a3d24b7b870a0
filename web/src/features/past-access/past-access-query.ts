import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { PastAccess } from '../../lib/api-types.ts';
import { withQuery } from '../../lib/queries.ts';

/** What the address of the page says. */
export interface PastAccessSearch {
  readonly principal?: string;
  readonly scope?: string;
  readonly action?: string;
  readonly role?: string;
  /** An ISO 8601 instant; the present one if left out. */
  readonly at?: string;
}

function parametersOf({ principal, scope, action, role, at }: PastAccessSearch) {
  return { principalId: principal, scope: scope ?? '/', action, roleDefinitionId: role, at };
}

export function pastAccessQuery(search: PastAccessSearch) {
  const path = withQuery('/past-access', parametersOf(search));
  return queryOptions({
    queryKey: ['past-access', path],
    queryFn: ({ signal }) => get<PastAccess>(path, signal),
    // the past does not change, the present does
    staleTime: search.at === undefined ? 0 : Number.POSITIVE_INFINITY,
  });
}

export function pastAccessExport(search: PastAccessSearch): string {
  return `/api/security/pim${withQuery('/past-access/export', parametersOf(search))}`;
}
