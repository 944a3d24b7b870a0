import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { parseInstant } from '../../../domain/time.ts';
import { type AuditQuestion, audit } from '../../../queries/audit.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { type CsvColumns, csvOf, sendLines } from '../csv.ts';
import { problems } from '../schema.ts';
import { parseSequencePage, presentSequencePage } from '../sequence-cursor.ts';
import { type auditEntry, auditExportQuery, auditPage, auditQuery } from './audit-schema.ts';
import { presentEntry } from './present-entry.ts';

type Entry = Static<typeof auditEntry>;

function parseQuestion(query: Static<typeof auditQuery>): AuditQuestion {
  const { group = null, actorId, correlationId = null, aboutId, sequence = null, from, to } = query;
  return {
    group,
    correlationId,
    sequence,
    actorId: actorId?.toLowerCase() ?? null,
    aboutId: aboutId?.toLowerCase() ?? null,
    from: from === undefined ? null : parseInstant(from, 'from'),
    to: to === undefined ? null : parseInstant(to, 'to'),
  };
}

const columns: CsvColumns<Entry> = {
  sequence: ({ sequence }) => String(sequence),
  at: ({ at }) => at,
  type: ({ type }) => type,
  actor: ({ actor }) => actor?.displayName ?? null,
  actorId: ({ actor }) => actor?.id ?? null,
  command: ({ command }) => command,
  role: ({ role }) => role?.displayName ?? null,
  scope: ({ scope }) => scope?.path ?? null,
  principal: ({ principal }) => principal?.displayName ?? null,
  requestId: ({ requestId }) => requestId,
  correlationId: ({ correlationId }) => correlationId,
  origin: ({ origin }) => origin,
  details: ({ details }) => JSON.stringify(details),
  hash: ({ hash }) => hash,
};

/** What happened, who did it, and why, for who reads assignments (BEHAVIOUR §8). */
export function auditRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const described = { tags: ['audit'], security: [{ bearer: [] }] };

    instance.get(
      '/audit',
      {
        schema: {
          ...described,
          summary: 'What happened, the newest first, as far as the caller may read it',
          querystring: auditQuery,
          response: { 200: auditPage, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const question = parseQuestion(request.query);
        const page = parseSequencePage(request);
        const found = await ledger.read((reader) => audit(reader, principalId, question, page, clock()));
        return presentSequencePage(request, found, (each) => presentEntry(each, found.names));
      },
    );

    instance.get(
      '/audit/export',
      {
        schema: {
          ...described,
          summary: 'The same, whole, as CSV that no spreadsheet runs or as JSON Lines',
          querystring: auditExportQuery,
          produces: ['text/csv', 'application/jsonl'],
          response: { ...problems(400, 401, 403) },
        },
      },
      async (request, reply) => {
        const { principalId } = callerOf(request);
        const { format = 'csv', ...query } = request.query;
        const question = parseQuestion(query);
        const now = clock();
        const read = async (before: number | null) => {
          const page = { limit: 200, before };
          const found = await ledger.read((reader) => audit(reader, principalId, question, page, now));
          return { items: found.items.map((each) => presentEntry(each, found.names)), next: found.next };
        };
        if (format === 'csv') return sendLines(reply, 'audit.csv', csvOf(columns, read));
        return sendLines(reply, 'audit.jsonl', jsonLinesOf(read));
      },
    );
  };
}

async function* jsonLinesOf(
  read: (before: number | null) => Promise<{ readonly items: readonly Entry[]; readonly next: number | null }>,
): AsyncGenerator<string> {
  for (let before: number | null = null; ; ) {
    const { items, next } = await read(before);
    yield items.map((item) => `${JSON.stringify(item)}\n`).join('');
    if (next === null) return;
    before = next;
  }
}
