import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { attachIdentity, detachIdentity } from '../../../commands/change-identities.ts';
import { createPrincipal } from '../../../commands/create-principal.ts';
import { disablePrincipal, enablePrincipal } from '../../../commands/disable-principal.ts';
import { renamePrincipal } from '../../../commands/rename-principal.ts';
import { LOCAL_ISSUER } from '../../../domain/directory/external-issuer.ts';
import { directoryDetail, directoryEntries } from '../../../queries/directory-entries.ts';
import { directorySightOf } from '../../../queries/directory-sight.ts';
import { groupsOfPerson } from '../../../queries/groups-of-person.ts';
import { decides } from '../../plugins/admission.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { problems } from '../schema.ts';
import {
  identityBody,
  newPerson,
  peoplePage,
  peopleQuery,
  personBody,
  personChanges,
  personParams,
} from './person-schema.ts';
import { presentListedPerson, presentPerson } from './present-person.ts';

const PATH = '/people/:id';

/** People: who there is, and for administrators creating, changing, disabling and linking them. */
export function peopleRoutes({ ledger, clock, newId }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['people'], security: [{ bearer: [] }] };

  function shown(request: FastifyRequest, id: string) {
    return ledger.read(async (reader) => {
      const now = clock();
      const sight = await directorySightOf(reader, callerOf(request).principalId, now);
      const detail = await directoryDetail(reader, sight, { kind: 'user', id }, now);
      return presentPerson(detail, await groupsOfPerson(reader, sight, id, now));
    });
  }

  return async (instance) => {
    instance.get(
      '/people',
      {
        schema: {
          ...described,
          summary: 'The people that the caller may know, the newest first',
          querystring: peopleQuery,
          response: { 200: peoplePage, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { search = null, state, sourceId = null } = request.query;
        const isEnabled = state === undefined ? null : state === 'enabled';
        const wanted = { kind: 'user', search, isEnabled, sourceId: sourceId?.toLowerCase() ?? null } as const;
        const page = parsePage(request);
        return ledger.read(async (reader) => {
          const sight = await directorySightOf(reader, callerOf(request).principalId, clock());
          return presentPage(request, await directoryEntries(reader, sight, wanted, page), presentListedPerson);
        });
      },
    );

    instance.post(
      '/people',
      {
        schema: {
          ...described,
          summary: 'Creates a person',
          body: newPerson,
          response: { 201: personBody, ...problems(400, 401, 403, 409, 413, 415) },
        },
      },
      async (request, reply) => {
        const id = newId();
        const { displayName, userName = null, email = null, identity } = request.body;
        const who = identity ?? { issuer: LOCAL_ISSUER, subject: id };
        const asked = { id, kind: 'user', displayName, userName, email, ...who } as const;
        await createPrincipal(ledger, callerOf(request), asked);
        return reply.code(201).send(await shown(request, id));
      },
    );

    instance.get(
      PATH,
      {
        schema: {
          ...described,
          summary: 'A person',
          params: personParams,
          response: { 200: personBody, ...problems(400, 401, 403, 404) },
        },
      },
      (request) => shown(request, request.params.id.toLowerCase()),
    );

    instance.patch(
      PATH,
      {
        schema: {
          ...described,
          summary: 'Changes names and address; what is left out stays',
          params: personParams,
          body: personChanges,
          response: { 200: personBody, ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
        },
      },
      async (request) => {
        const id = request.params.id.toLowerCase();
        await renamePrincipal(ledger, callerOf(request), { id, kind: 'user' }, request.body);
        return shown(request, id);
      },
    );

    instance.post(
      `${PATH}/disable`,
      {
        config: decides,
        schema: {
          ...described,
          summary: 'Disables a person: sessions, requests and every access end at once',
          params: personParams,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404, 422) },
        },
      },
      async (request, reply) => {
        await disablePrincipal(ledger, callerOf(request), request.params.id.toLowerCase(), 'user');
        return reply.code(204).send(null);
      },
    );

    instance.post(
      `${PATH}/enable`,
      {
        schema: {
          ...described,
          summary: 'Enables a person again',
          params: personParams,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404, 422) },
        },
      },
      async (request, reply) => {
        await enablePrincipal(ledger, callerOf(request), request.params.id.toLowerCase(), 'user');
        return reply.code(204).send(null);
      },
    );

    instance.post(
      `${PATH}/identities`,
      {
        schema: {
          ...described,
          summary: 'Lets a person sign in as this subject of this identity provider too',
          params: personParams,
          body: identityBody,
          response: { 200: personBody, ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
        },
      },
      async (request) => {
        const id = request.params.id.toLowerCase();
        await attachIdentity(ledger, callerOf(request), id, request.body);
        return shown(request, id);
      },
    );

    instance.delete(
      `${PATH}/identities`,
      {
        schema: {
          ...described,
          summary: 'Nobody is that person by this identity any more; their sessions end',
          params: personParams,
          querystring: identityBody,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404, 422) },
        },
      },
      async (request, reply) => {
        await detachIdentity(ledger, callerOf(request), request.params.id.toLowerCase(), request.query);
        return reply.code(204).send(null);
      },
    );
  };
}
