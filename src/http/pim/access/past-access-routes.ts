import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { invalidField, refuse } from '../../../domain/errors.ts';
import { parseScope } from '../../../domain/scope.ts';
import { parseInstant } from '../../../domain/time.ts';
import { type PastAccessQuestion, pastAccess } from '../../../queries/past-access.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { csvOf, sendLines } from '../csv.ts';
import { problems } from '../schema.ts';
import { pastAccessBody, pastAccessExportQuery, pastAccessQuery } from './past-access-schema.ts';
import { pastAccessColumns, pastAccessLines, presentPastAccess } from './present-past-access.ts';

const DEFAULT_LIMIT = 200;

function parseQuestion(query: Static<typeof pastAccessExportQuery>, now: Temporal.Instant): PastAccessQuestion {
  const { principalId, action, isDataAction = null, roleDefinitionId } = query;
  if (action !== undefined && roleDefinitionId !== undefined) {
    refuse(invalidField('action', action, 'an operation or a role, not both'));
  }
  return {
    principalId: principalId?.toLowerCase() ?? null,
    scope: parseScope(query.scope),
    asked:
      action !== undefined
        ? { action, isDataAction }
        : roleDefinitionId !== undefined
          ? { roleDefinitionId: roleDefinitionId.toLowerCase() }
          : null,
    at: query.at === undefined ? now : parseInstant(query.at, 'at'),
  };
}

/** Who had access when, and by what, from the record (BEHAVIOUR §8). */
export function pastAccessRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const described = { tags: ['audit'], security: [{ bearer: [] }] };

    instance.get(
      '/past-access',
      {
        schema: {
          ...described,
          summary: 'Who could do what at an instant in the past or now, and by what, as it was known then',
          querystring: pastAccessQuery,
          response: { 200: pastAccessBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const { limit = DEFAULT_LIMIT, ...query } = request.query;
        const now = clock();
        const question = parseQuestion(query, now);
        const found = await ledger.read((reader) => pastAccess(reader, principalId, question, now));
        return presentPastAccess(found, question.at, limit);
      },
    );

    instance.get(
      '/past-access/export',
      {
        schema: {
          ...described,
          summary: 'The same, whole, as CSV that no spreadsheet runs: one line a reason',
          querystring: pastAccessExportQuery,
          produces: ['text/csv'],
          response: { ...problems(400, 401, 403) },
        },
      },
      async (request, reply) => {
        const { principalId } = callerOf(request);
        const now = clock();
        const question = parseQuestion(request.query, now);
        const lines = csvOf(pastAccessColumns, async (_after: null) => {
          const found = await ledger.read((reader) => pastAccess(reader, principalId, question, now));
          const body = presentPastAccess(found, question.at, found.holders.length);
          return { items: pastAccessLines(body), next: null };
        });
        return sendLines(reply, 'past-access.csv', lines);
      },
    );
  };
}
