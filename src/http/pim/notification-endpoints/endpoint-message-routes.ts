import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { requireEndpoint } from '../../../commands/require-endpoint.ts';
import { replayToEndpoint, resendToEndpoint, testEndpoint } from '../../../commands/send-to-endpoint.ts';
import { parseInstant } from '../../../domain/time.ts';
import { endpointMessages } from '../../../queries/endpoint-messages.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { problems, strict } from '../schema.ts';
import { endpointParams, messagePage, messageQuery, replayAnswer, replayBody, resendBody } from './endpoint-schema.ts';
import { presentEndpointMessage } from './present-endpoint.ts';

const PATH = '/notification-endpoints/:id';

/** Messages to a place outside, how far they have come, and sending them again; for administrators. */
export function endpointMessageRoutes({ ledger }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['notifications'], security: [{ bearer: [] }] };
  return async (instance) => {
    instance.get(
      `${PATH}/messages`,
      {
        schema: {
          ...described,
          summary: 'Messages to this endpoint, the newest first, and how far each has come',
          params: endpointParams,
          querystring: messageQuery,
          response: { 200: messagePage, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        const page = parsePage(request);
        const { state } = request.query;
        const found = await ledger.dryRun(async ({ tx, now }) => {
          const { id } = await requireEndpoint(tx, callerOf(request), request.params.id.toLowerCase(), now);
          return endpointMessages(tx, { endpointId: id, state }, page);
        });
        return presentPage(request, found, presentEndpointMessage);
      },
    );

    instance.post(
      `${PATH}/messages/resend`,
      {
        schema: {
          ...described,
          summary: 'Posts dead letters again, under the same ids',
          params: endpointParams,
          body: resendBody,
          response: {
            200: strict({ resent: Type.Integer({ description: 'how many' }) }),
            ...problems(400, 401, 403, 404, 413, 415, 422),
          },
        },
      },
      async (request) => {
        const { body, params } = request;
        const which = 'all' in body ? 'all' : body.ids;
        return { resent: await resendToEndpoint(ledger, callerOf(request), params.id.toLowerCase(), which) };
      },
    );

    instance.post(
      `${PATH}/test`,
      {
        schema: {
          ...described,
          summary: 'Posts a test message; how far it has come is among the messages',
          params: endpointParams,
          response: { 202: Type.Null(), ...problems(400, 401, 403, 404, 422) },
        },
      },
      async (request, reply) => {
        await testEndpoint(ledger, callerOf(request), request.params.id.toLowerCase());
        return reply.code(202).send(null);
      },
    );

    instance.post(
      `${PATH}/replay`,
      {
        schema: {
          ...described,
          summary: 'Posts everything from an entry of the ledger or an instant on once more, under the same ids',
          params: endpointParams,
          body: replayBody,
          response: { 202: replayAnswer, ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const { body, params } = request;
        const from =
          'fromTime' in body ? { at: parseInstant(body.fromTime, 'fromTime') } : { sequence: body.fromSequence };
        const fromSequence = await replayToEndpoint(ledger, callerOf(request), params.id.toLowerCase(), from);
        return reply.code(202).send({ fromSequence });
      },
    );
  };
}
