import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { invalidField, refuse } from '../../../domain/errors.ts';
import { overview } from '../../../queries/overview.ts';
import { overviewCharts } from '../../../queries/overview-charts.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems, strict } from '../schema.ts';
import { chartsBody, chartsQuery, overviewBody } from './overview-schema.ts';

/** Counts over the requests that the caller may see. */
export function overviewRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    instance.get(
      '/overview',
      {
        schema: {
          tags: ['requests'],
          security: [{ bearer: [] }],
          summary: 'What waits now, and what the last seven days brought',
          querystring: strict({}),
          response: { 200: overviewBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const { asOf, ...counts } = await ledger.read((reader) => overview(reader, principalId, clock()));
        return { ...counts, asOf: asOf.toString() };
      },
    );

    instance.get(
      '/overview/charts',
      {
        schema: {
          tags: ['requests'],
          security: [{ bearer: [] }],
          summary:
            'What was activated and decided in 30 days, and what is permanent or ends soon, where the caller reads it',
          querystring: chartsQuery,
          response: { 200: chartsBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const timeZone = parseTimeZone(request.query.timeZone ?? 'UTC');
        const found = await ledger.read((reader) => overviewCharts(reader, principalId, timeZone, clock()));
        const days = (counts: typeof found.ending) => counts.map(({ day, count }) => ({ day: day.toString(), count }));
        return {
          activations: days(found.activations),
          roles: [...found.roles],
          decisions: [...found.decisions],
          permanent: found.permanent,
          ending: days(found.ending),
        };
      },
    );
  };
}

function parseTimeZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return refuse(invalidField('timeZone', name, 'a name of the IANA database, such as `Europe/Berlin`'));
  }
}
