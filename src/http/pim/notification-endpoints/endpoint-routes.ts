import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  type AskedUrl,
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  rotateEndpointSecret,
} from '../../../commands/administer-endpoints.ts';
import { requireEndpoint, requireEndpointAdministrator } from '../../../commands/require-endpoint.ts';
import { disableEndpoint, enableEndpoint } from '../../../commands/switch-endpoint.ts';
import { newSigningSecret } from '../../../identity/new-signing-secret.ts';
import { sealer } from '../../../identity/sealer.ts';
import { notificationEndpoints } from '../../../ledger/facts/endpoint-facts.ts';
import { installationSecret } from '../../../ledger/installation-secret.ts';
import { endpointContext } from '../../../ledger/vault/endpoint-secret.ts';
import { endpointDeliveries } from '../../../queries/endpoint-deliveries.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems } from '../schema.ts';
import {
  createdEndpoint,
  endpointBody,
  endpointChanges,
  endpointList,
  endpointParams,
  newEndpoint,
  rotatedSecret,
  rotation,
} from './endpoint-schema.ts';
import { presentEndpoint } from './present-endpoint.ts';

const PATH = '/notification-endpoints';
const DEFAULT_OVERLAP_HOURS = 24;

/** Where messages go outside, for administrators. */
export function endpointRoutes({ ledger, newId, endpointTarget }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['notifications'], security: [{ bearer: [] }] };
  // nobody said what may be reached: nothing may
  const target = endpointTarget ?? (() => ({ isAllowed: false, mayBePlain: false }));

  function shown(request: FastifyRequest, id: string) {
    return ledger.dryRun(async ({ tx, now }) => {
      const endpoint = await requireEndpoint(tx, callerOf(request), id, now);
      return presentEndpoint(endpoint, await endpointDeliveries(tx, id));
    });
  }

  return async (instance) => {
    const { seal } = sealer(await installationSecret(ledger, 'vault'));
    const sealUrl = (id: string, url: string): AskedUrl => ({ url, sealedUrl: seal(url, endpointContext(id, 'url')) });

    instance.get(
      PATH,
      {
        schema: {
          ...described,
          summary: 'Where messages go outside, the oldest first',
          response: { 200: endpointList, ...problems(401, 403) },
        },
      },
      async (request) => {
        return ledger.dryRun(async ({ tx, now }) => {
          await requireEndpointAdministrator(tx, callerOf(request), now);
          const items = [];
          for (const endpoint of await notificationEndpoints(tx)) {
            items.push(presentEndpoint(endpoint, await endpointDeliveries(tx, endpoint.id)));
          }
          return { items };
        });
      },
    );

    instance.post(
      PATH,
      {
        schema: {
          ...described,
          summary: 'Has messages posted to a program or a chat from now on',
          body: newEndpoint,
          response: { 201: createdEndpoint, ...problems(400, 401, 403, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const id = newId();
        const { url, topics = null, ...others } = request.body;
        const signingSecret = others.kind === 'webhook' ? newSigningSecret() : null;
        const sealedSecret = signingSecret === null ? null : seal(signingSecret, endpointContext(id, 'secret'));
        const asked = { id, ...others, topics, ...sealUrl(id, url), sealedSecret };
        await createEndpoint(ledger, callerOf(request), asked, target);
        return reply.code(201).send({ ...(await shown(request, id)), signingSecret });
      },
    );

    instance.get(
      `${PATH}/:id`,
      {
        schema: {
          ...described,
          summary: 'A place to which messages go; never its address or its secret',
          params: endpointParams,
          response: { 200: endpointBody, ...problems(400, 401, 403, 404) },
        },
      },
      (request) => shown(request, request.params.id.toLowerCase()),
    );

    instance.patch(
      `${PATH}/:id`,
      {
        schema: {
          ...described,
          summary: 'Changes what is given; what waits goes to the new address',
          params: endpointParams,
          body: endpointChanges,
          response: { 200: endpointBody, ...problems(400, 401, 403, 404, 413, 415) },
        },
      },
      async (request) => {
        const id = request.params.id.toLowerCase();
        const { url, ...others } = request.body;
        const changes = url === undefined ? others : { ...others, url: sealUrl(id, url) };
        await changeEndpoint(ledger, callerOf(request), id, changes, target);
        return shown(request, id);
      },
    );

    instance.delete(
      `${PATH}/:id`,
      {
        schema: {
          ...described,
          summary: 'Posts nothing there any more, and forgets its address and its messages',
          params: endpointParams,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404) },
        },
      },
      async (request, reply) => {
        await deleteEndpoint(ledger, callerOf(request), request.params.id.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    for (const [name, command, summary] of [
      ['enable', enableEndpoint, 'Tells it of what happens from now on; what it missed is for a replay'],
      ['disable', disableEndpoint, 'Tells it nothing more; what waits becomes dead letters'],
    ] as const) {
      instance.post(
        `${PATH}/:id/${name}`,
        {
          schema: {
            ...described,
            summary,
            params: endpointParams,
            response: { 200: endpointBody, ...problems(400, 401, 403, 404) },
          },
        },
        async (request) => {
          const id = request.params.id.toLowerCase();
          await command(ledger, callerOf(request), id);
          return shown(request, id);
        },
      );
    }

    instance.post(
      `${PATH}/:id/rotate-secret`,
      {
        schema: {
          ...described,
          summary: 'Signs by a new secret; for a while by the one before too',
          params: endpointParams,
          body: rotation,
          response: { 200: rotatedSecret, ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request) => {
        const id = request.params.id.toLowerCase();
        const signingSecret = newSigningSecret();
        const sealedSecret = seal(signingSecret, endpointContext(id, 'secret'));
        const overlap = Temporal.Duration.from({ hours: request.body.overlapHours ?? DEFAULT_OVERLAP_HOURS });
        await rotateEndpointSecret(ledger, callerOf(request), id, { sealedSecret, overlap });
        return { signingSecret };
      },
    );
  };
}
