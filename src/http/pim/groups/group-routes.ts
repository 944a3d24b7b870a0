import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { createPrincipal } from '../../../commands/create-principal.ts';
import { deleteGroup } from '../../../commands/delete-group.ts';
import { renamePrincipal } from '../../../commands/rename-principal.ts';
import { LOCAL_ISSUER } from '../../../domain/directory/external-issuer.ts';
import { directoryDetail, directoryEntries } from '../../../queries/directory-entries.ts';
import { directorySightOf } from '../../../queries/directory-sight.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { problems } from '../schema.ts';
import { groupBody, groupChanges, groupPage, groupParams, groupsQuery, newGroup } from './group-schema.ts';
import { presentGroup, presentListedGroup } from './present-group.ts';

const PATH = '/groups/:id';

/** Groups: which there are, and creating, renaming and deleting them. */
export function groupRoutes({ ledger, clock, newId }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['groups'], security: [{ bearer: [] }] };

  function shown(request: FastifyRequest, id: string) {
    return ledger.read(async (reader) => {
      const sight = await directorySightOf(reader, callerOf(request).principalId, clock());
      const detail = await directoryDetail(reader, sight, { kind: 'group', id }, clock());
      return presentGroup(detail, await namesOf(reader, [], [...(detail.owners?.keys() ?? [])]));
    });
  }

  return async (instance) => {
    instance.get(
      '/groups',
      {
        schema: {
          ...described,
          summary: 'The groups that the caller may know, the newest first',
          querystring: groupsQuery,
          response: { 200: groupPage, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { search = null, sourceId = null } = request.query;
        const wanted = { kind: 'group', search, isEnabled: null, sourceId: sourceId?.toLowerCase() ?? null } as const;
        const page = parsePage(request);
        return ledger.read(async (reader) => {
          const sight = await directorySightOf(reader, callerOf(request).principalId, clock());
          return presentPage(request, await directoryEntries(reader, sight, wanted, page), presentListedGroup);
        });
      },
    );

    instance.post(
      '/groups',
      {
        schema: {
          ...described,
          summary: 'Creates a group',
          body: newGroup,
          response: { 201: groupBody, ...problems(400, 401, 403, 413, 415) },
        },
      },
      async (request, reply) => {
        const id = newId();
        const { displayName, isRoleAssignable = false } = request.body;
        const identity = { issuer: LOCAL_ISSUER, subject: id, userName: null, email: null };
        const asked = { id, kind: 'group', displayName, isRoleAssignable, ...identity } as const;
        await createPrincipal(ledger, callerOf(request), asked);
        return reply.code(201).send(await shown(request, id));
      },
    );

    instance.get(
      PATH,
      {
        schema: {
          ...described,
          summary: 'A group',
          params: groupParams,
          response: { 200: groupBody, ...problems(400, 401, 403, 404) },
        },
      },
      (request) => shown(request, request.params.id.toLowerCase()),
    );

    instance.patch(
      PATH,
      {
        schema: {
          ...described,
          summary: 'Renames a group',
          params: groupParams,
          body: groupChanges,
          response: { 200: groupBody, ...problems(400, 401, 403, 404, 413, 415, 422) },
        },
      },
      async (request) => {
        const id = request.params.id.toLowerCase();
        await renamePrincipal(ledger, callerOf(request), { id, kind: 'group' }, request.body);
        return shown(request, id);
      },
    );

    instance.delete(
      PATH,
      {
        schema: {
          ...described,
          summary: 'Deletes a group; refused while an assignment, approvers or a denial name it',
          params: groupParams,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404, 409, 422) },
        },
      },
      async (request, reply) => {
        await deleteGroup(ledger, callerOf(request), request.params.id.toLowerCase());
        return reply.code(204).send(null);
      },
    );
  };
}
