import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { Assignment, Page } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';

/** What the address of the page says. */
export interface AssignmentSearch {
  readonly show?: string;
  readonly q?: string;
  readonly family?: string;
  readonly ends?: string;
  readonly type?: string;
  readonly role?: string;
  readonly principal?: string;
  readonly scope?: string;
  /** The pane that is open: what is done, and with which. */
  readonly change?: string;
  readonly ids?: string;
}

export type AssignmentState = 'eligible' | 'active' | 'expired';

export function stateOf({ show }: AssignmentSearch): AssignmentState {
  return show === 'active' || show === 'expired' ? show : 'eligible';
}

function parametersOf(search: AssignmentSearch): Readonly<Record<string, string | undefined>> {
  const { q, family, ends, type, role, principal, scope } = search;
  const state = stateOf(search);
  return {
    state,
    search: q,
    family,
    ends: state === 'expired' ? undefined : ends,
    type: state === 'active' ? type : undefined,
    roleDefinitionId: role,
    principalId: principal,
    scope,
  };
}

export function assignmentsQuery(search: AssignmentSearch) {
  const path = withQuery('/assignments', parametersOf(search));
  return paged<Assignment>(['assignments', path], path, 100);
}

/** One of them, wherever it stands in the list; null: there is none for this person to see. */
export const assignmentQuery = (state: AssignmentState, id: string) =>
  queryOptions({
    queryKey: ['assignments', 'one', state, id],
    queryFn: async ({ signal }) =>
      (await get<Page<Assignment>>(withQuery('/assignments', { state, id }), signal)).items[0] ?? null,
  });

/** Where the same list is kept as a file. */
export function exportAddress(search: AssignmentSearch): string {
  return `/api/security/pim${withQuery('/assignments/export', parametersOf(search))}`;
}
