import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { whoAmI } from '../../../queries/who-am-i.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems, strict } from '../schema.ts';
import { meBody } from './me-schema.ts';

/** Who calls. */
export function meRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    instance.get(
      '/me',
      {
        schema: {
          tags: ['my roles'],
          security: [{ bearer: [] }],
          summary: 'Who the caller is',
          querystring: strict({}),
          response: { 200: meBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const now = clock();
        return { ...(await ledger.read((reader) => whoAmI(reader, principalId, now))), asOf: now.toString() };
      },
    );
  };
}
