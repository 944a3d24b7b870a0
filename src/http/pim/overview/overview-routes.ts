import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { overview } from '../../../queries/overview.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems, strict } from '../schema.ts';
import { overviewBody } from './overview-schema.ts';

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
  };
}
