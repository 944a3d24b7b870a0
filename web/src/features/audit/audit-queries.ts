import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { AuditEntry, Page } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';
import { instantOfInput } from '../../lib/zoned-input.ts';

/** What the address of the page says; times as fields have them. */
export interface AuditSearch {
  readonly group?: string;
  readonly about?: string;
  readonly actor?: string;
  readonly correlation?: string;
  readonly from?: string;
  readonly to?: string;
  /** The number of the entry that is shown whole. */
  readonly entry?: string;
}

function parametersOf({ group, about, actor, correlation, from, to }: AuditSearch, zone: string) {
  return {
    group,
    aboutId: about,
    actorId: actor,
    correlationId: correlation,
    from: instantOfInput(from, zone),
    to: instantOfInput(to, zone),
  };
}

export function auditQuery(search: AuditSearch, zone: string) {
  const path = withQuery('/audit', parametersOf(search, zone));
  return paged<AuditEntry>(['audit', path], path, 100);
}

export function auditExport(search: AuditSearch, zone: string, format: 'csv' | 'jsonl'): string {
  return `/api/security/pim${withQuery('/audit/export', { ...parametersOf(search, zone), format })}`;
}

/** One entry; null: there is none that the person may read. */
export const entryQuery = (sequence: string) =>
  queryOptions({
    queryKey: ['audit', 'entry', sequence],
    queryFn: async ({ signal }) =>
      (await get<Page<AuditEntry>>(withQuery('/audit', { sequence }), signal)).items[0] ?? null,
    // what is on record never changes
    staleTime: Number.POSITIVE_INFINITY,
  });
