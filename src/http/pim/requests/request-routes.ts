import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { parseScope } from '../../../domain/scope.ts';
import { parseInstant } from '../../../domain/time.ts';
import { myRequests } from '../../../queries/my-requests.ts';
import type { Position } from '../../../queries/page.ts';
import { type HistoryFilter, requestHistory } from '../../../queries/request-history.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { csvOf, sendLines } from '../csv.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { presentHistoryItem } from '../present-request.ts';
import { guid, historyItem, pageOf, paging, problems, strict, words } from '../schema.ts';
import { requestColumns } from './request-columns.ts';

const statusWords = ['Pending', 'Approved', 'Denied', 'Expired', 'Canceled'] as const;

const ROWS_A_READ = 200;

const historyNarrowing = {
  status: Type.Optional(words(statusWords, statusWords.join(', '))),
  decidedBy: Type.Optional(words(['me'], '`me`')),
  requestor: Type.Optional(
    Type.String({
      pattern: '^(me|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$',
      description: '`me`, or the id of a principal as a GUID with dashes',
    }),
  ),
  principal: Type.Optional(words(['me'], '`me`: for the caller, whoever asked')),
  roleDefinitionId: Type.Optional(guid('the id of a role definition')),
  scope: Type.Optional(Type.String({ maxLength: 2048, description: 'the path of exactly this scope' })),
  from: Type.Optional(Type.String({ maxLength: 40, description: 'requested at this ISO 8601 instant or later' })),
  to: Type.Optional(Type.String({ maxLength: 40, description: 'requested before this ISO 8601 instant' })),
};
const historyQuery = strict({ ...historyNarrowing, ...paging });
const historyExportQuery = strict(historyNarrowing);

function parseHistoryFilter(query: Static<typeof historyExportQuery>, callerId: string): HistoryFilter {
  const { status, decidedBy, requestor, principal, roleDefinitionId, scope, from, to } = query;
  return {
    status,
    decidedById: decidedBy === undefined ? undefined : callerId,
    requestorId: requestor === 'me' ? callerId : requestor?.toLowerCase(),
    principalId: principal === undefined ? undefined : callerId,
    roleDefinitionId: roleDefinitionId?.toLowerCase(),
    scope: scope === undefined ? undefined : parseScope(scope),
    from: from === undefined ? undefined : parseInstant(from, 'from'),
    to: to === undefined ? undefined : parseInstant(to, 'to'),
  };
}

/** The requests that the caller may see, and the caller's own. */
export function requestRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const described = { tags: ['requests'], security: [{ bearer: [] }] };

    instance.get(
      '/requests/history',
      {
        schema: {
          ...described,
          summary: 'Requests that the caller may see, the newest first',
          querystring: historyQuery,
          response: { 200: pageOf(historyItem), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const filter = parseHistoryFilter(request.query, principalId);
        const page = parsePage(request);
        const found = await ledger.read((reader) => requestHistory(reader, principalId, filter, page, clock()));
        return presentPage(request, found, presentHistoryItem);
      },
    );

    instance.get(
      '/requests/history/export',
      {
        schema: {
          ...described,
          summary: 'The same list, whole, as CSV that no spreadsheet runs',
          querystring: historyExportQuery,
          produces: ['text/csv'],
          response: { ...problems(400, 401, 403) },
        },
      },
      async (request, reply) => {
        const { principalId } = callerOf(request);
        const filter = parseHistoryFilter(request.query, principalId);
        const now = clock();
        const lines = csvOf(requestColumns, (after: Position | null) =>
          ledger.read((reader) => requestHistory(reader, principalId, filter, { limit: ROWS_A_READ, after }, now)),
        );
        return sendLines(reply, 'requests.csv', lines);
      },
    );

    instance.get(
      '/my-requests',
      {
        schema: {
          ...described,
          summary: 'What the caller asked for, the newest first',
          querystring: strict(paging),
          response: { 200: pageOf(historyItem), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const page = parsePage(request);
        const found = await ledger.read((reader) => myRequests(reader, principalId, page, clock()));
        return presentPage(request, found, presentHistoryItem);
      },
    );
  };
}
