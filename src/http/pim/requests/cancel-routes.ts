import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { cancelScheduleRequest } from '../../../commands/cancel-schedule-request.ts';
import { Refusal, refuse } from '../../../domain/errors.ts';
import { anyRequest, visibleRequest } from '../../../queries/request-history.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { presentHistoryItem } from '../present-request.ts';
import { historyItem, problems, requestId } from '../schema.ts';

/** Withdrawing what is undecided or has not started: one's own, or any as an administrator at its scope. */
export function cancelRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    instance.post(
      '/requests/:id/cancel',
      {
        schema: {
          tags: ['requests'],
          security: [{ bearer: [] }],
          summary: 'Cancels a request of the caller, or of anybody where the caller may assign roles at its scope',
          params: requestId,
          response: { 200: historyItem, ...problems(400, 401, 403, 404, 409, 422) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const id = request.params.id.toLowerCase();
        const see = () => ledger.read((reader) => visibleRequest(reader, caller.principalId, id, clock()));
        try {
          await cancelScheduleRequest(ledger, caller, id);
        } catch (error) {
          // whoever may not see the request is not told that it is there, nor by why it cannot be canceled
          if (error instanceof Refusal && (await see()) === null) {
            refuse({ code: 'requestNotFound', message: `there is no request \`${id}\`` });
          }
          throw error;
        }
        // who may cancel at a scope need not be one who reads there
        const view = await ledger.read((reader) => anyRequest(reader, id, clock()));
        if (view === null) throw new Error(`request ${id} was canceled and cannot be read`);
        return presentHistoryItem(view);
      },
    );
  };
}
