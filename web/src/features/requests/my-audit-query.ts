import type { HistoryItem } from '../../lib/api-types.ts';
import { paged, withQuery } from '../../lib/queries.ts';
import { instantOfInput } from '../../lib/zoned-input.ts';

/** What the address of the page says; times as fields have them. */
export interface MyAuditSearch {
  /** What the person has to do with a request; left out: it was asked for them. */
  readonly whose?: string;
  readonly status?: string;
  readonly from?: string;
  readonly to?: string;
}

const partOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  asked: { requestor: 'me' },
  decided: { decidedBy: 'me' },
};

function parametersOf({ whose = '', status, from, to }: MyAuditSearch, zone: string) {
  const times = { from: instantOfInput(from, zone), to: instantOfInput(to, zone) };
  return { ...(partOf[whose] ?? { principal: 'me' }), status, ...times };
}

export function myAuditQuery(search: MyAuditSearch, zone: string) {
  const path = withQuery('/requests/history', parametersOf(search, zone));
  return paged<HistoryItem>(['my-audit', path], path);
}

export function myAuditExport(search: MyAuditSearch, zone: string): string {
  return `/api/security/pim${withQuery('/requests/history/export', parametersOf(search, zone))}`;
}
