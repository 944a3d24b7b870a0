import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { isNotificationAdministrator } from '../../../commands/administer-notifications.ts';
import { whyNotToCancel } from '../../../commands/cancel-schedule-request.ts';
import { refuse } from '../../../domain/errors.ts';
import { visibleRequest } from '../../../queries/request-history.ts';
import { requestLife } from '../../../queries/request-life.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems, requestId } from '../schema.ts';
import { presentRequestLife } from './present-request-life.ts';
import { requestLifeBody } from './request-life-schema.ts';

/** One request and its life: asked, told, decided, active, ended, and what is to come. */
export function requestLifeRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    instance.get(
      '/requests/:id',
      {
        schema: {
          tags: ['requests'],
          security: [{ bearer: [] }],
          summary: 'A request that the caller may see, with everything that happened around it',
          params: requestId,
          response: { 200: requestLifeBody, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const id = request.params.id.toLowerCase();
        const now = clock();
        return ledger.read(async (reader) => {
          const view = await visibleRequest(reader, caller.principalId, id, now);
          if (view === null) refuse({ code: 'requestNotFound', message: `there is no request \`${id}\`` });
          const seesEndpoints = await isNotificationAdministrator(reader, caller, now);
          const life = await requestLife(reader, view, { seesEndpoints }, now);
          return presentRequestLife(view, life, await whyNotToCancel(reader, caller, id, now), now);
        });
      },
    );
  };
}
