import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  addProvisioningToken,
  changeProvisioningSource,
  createProvisioningSource,
  readProvisioningSources,
  removeProvisioningToken,
  setSourceOf,
} from '../../../commands/administer-provisioning.ts';
import { newProvisioningToken } from '../../../identity/provisioning-authenticator.ts';
import { secretDigest } from '../../../identity/secret-digest.ts';
import type { ProvisioningToken } from '../../../ledger/vault/provisioning-token.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems } from '../schema.ts';
import {
  addedToken,
  keptParams,
  newSource,
  newToken,
  sourceBody,
  sourceChanges,
  sourceList,
  sourceParams,
  tokenParams,
} from './provisioning-schema.ts';

const DEFAULT_DAYS = 180;
const PATH = '/provisioning-sources';

/** The directories that provision people and groups over SCIM, their tokens, and what they keep. */
export function provisioningRoutes({ ledger, clock, newId }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['provisioning'], security: [{ bearer: [] }] };
  const changed = { 204: Type.Null(), ...problems(400, 401, 403, 404, 422) };

  async function shown(request: FastifyRequest, id: string | null): Promise<Static<typeof sourceBody>[]> {
    const found = await readProvisioningSources(ledger, callerOf(request), id);
    return found.map(({ createdAt, createdById: _, tokens, ...source }) => ({
      ...source,
      createdAt: createdAt.toString(),
      tokens: tokens.map(presentToken),
    }));
  }

  async function shownOne(request: FastifyRequest, id: string): Promise<Static<typeof sourceBody>> {
    const [source] = await shown(request, id);
    return source as Static<typeof sourceBody>;
  }

  return async (instance) => {
    instance.get(
      PATH,
      {
        schema: {
          ...described,
          summary: 'The directories that provision people and groups',
          response: { 200: sourceList, ...problems(401, 403) },
        },
      },
      async (request) => ({ items: await shown(request, null) }),
    );

    instance.post(
      PATH,
      {
        schema: {
          ...described,
          summary: 'Lets a directory provision people and groups; it needs a token next',
          body: newSource,
          response: { 201: sourceBody, ...problems(400, 401, 403, 409, 413, 415) },
        },
      },
      async (request, reply) => {
        const id = newId();
        const { mayChangeProtected = false, ...source } = request.body;
        await createProvisioningSource(ledger, callerOf(request), { id, mayChangeProtected, ...source });
        return reply.code(201).send(await shownOne(request, id));
      },
    );

    instance.get(
      `${PATH}/:id`,
      {
        schema: {
          ...described,
          summary: 'A directory that provisions, with its tokens; never what they are',
          params: sourceParams,
          response: { 200: sourceBody, ...problems(400, 401, 403, 404) },
        },
      },
      (request) => shownOne(request, request.params.id.toLowerCase()),
    );

    instance.patch(
      `${PATH}/:id`,
      {
        schema: {
          ...described,
          summary: 'Gives a directory the right to change what has power, or takes it',
          params: sourceParams,
          body: sourceChanges,
          response: { 200: sourceBody, ...problems(400, 401, 403, 404, 413, 415) },
        },
      },
      async (request) => {
        const id = request.params.id.toLowerCase();
        await changeProvisioningSource(ledger, callerOf(request), id, request.body);
        return shownOne(request, id);
      },
    );

    instance.post(
      `${PATH}/:id/tokens`,
      {
        schema: {
          ...described,
          summary: 'Makes a token; with two at a time one is exchanged for the next without a gap',
          params: sourceParams,
          body: newToken,
          response: { 201: addedToken, ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const token = newProvisioningToken();
        const now = clock();
        const { expiresAt } = request.body;
        const asked = {
          id: newId(),
          sourceId: request.params.id.toLowerCase(),
          digest: secretDigest(token),
          expiresAt: expiresAt === undefined ? now.add({ hours: 24 * DEFAULT_DAYS }) : Temporal.Instant.from(expiresAt),
        };
        await addProvisioningToken(ledger, callerOf(request), asked);
        const times = { createdAt: now.epochMilliseconds, expiresAt: asked.expiresAt.epochMilliseconds };
        return reply.code(201).send({ ...presentToken({ ...asked, ...times, lastUsedAt: null }), token });
      },
    );

    instance.delete(
      `${PATH}/:id/tokens/:tokenId`,
      {
        schema: {
          ...described,
          summary: 'Removes a token; it is of no use from now on',
          params: tokenParams,
          response: changed,
        },
      },
      async (request, reply) => {
        const { id, tokenId } = request.params;
        await removeProvisioningToken(ledger, callerOf(request), id.toLowerCase(), tokenId.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    for (const [method, isAdopted, summary] of [
      ['PUT', true, 'Lets the directory keep a person or group from now on'],
      ['DELETE', false, 'Lets a person or group be administered here again'],
    ] as const) {
      instance.route({
        method,
        url: `${PATH}/:id/principals/:principalId`,
        schema: { ...described, summary, params: keptParams, response: changed },
        async handler(request, reply) {
          const { id, principalId } = request.params;
          const source = { sourceId: id.toLowerCase(), isAdopted };
          await setSourceOf(ledger, callerOf(request), principalId.toLowerCase(), source);
          return reply.code(204).send(null);
        },
      });
    }
  };
}

function presentToken({ id, createdAt, expiresAt, lastUsedAt }: ProvisioningToken) {
  const text = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString();
  return {
    id,
    createdAt: text(createdAt),
    expiresAt: text(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : text(lastUsedAt),
  };
}
