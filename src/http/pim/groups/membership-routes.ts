import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { addGroupMember, removeGroupMember } from '../../../commands/change-group-members.ts';
import { addGroupOwner, removeGroupOwner } from '../../../commands/change-owners.ts';
import { groupMembers } from '../../../queries/directory-entries.ts';
import { directorySightOf } from '../../../queries/directory-sight.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { paging, problems, strict } from '../schema.ts';
import { groupParams, memberPage, memberParams, ownerParams } from './group-schema.ts';
import { presentMember } from './present-group.ts';

/** Who is in a group and who administers it. */
export function membershipRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['groups'], security: [{ bearer: [] }] };
  const changed = { 204: Type.Null(), ...problems(400, 401, 403, 404, 422) };

  return async (instance) => {
    instance.get(
      '/groups/:id/members',
      {
        schema: {
          ...described,
          summary:
            'Who is in the group itself, for good or for a time, the newest first; what is in groups in it is not listed',
          params: groupParams,
          querystring: strict(paging),
          response: { 200: memberPage, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        const page = parsePage(request);
        return ledger.read(async (reader) => {
          const now = clock();
          const sight = await directorySightOf(reader, callerOf(request).principalId, now);
          const found = await groupMembers(reader, sight, request.params.id.toLowerCase(), page, now);
          return presentPage(request, found, presentMember);
        });
      },
    );

    instance.put(
      '/groups/:id/members/:memberId',
      {
        schema: {
          ...described,
          summary: 'Puts a person, group or service principal into a group; once more changes nothing',
          params: memberParams,
          response: changed,
        },
      },
      async (request, reply) => {
        const { id, memberId } = request.params;
        await addGroupMember(ledger, callerOf(request), id.toLowerCase(), memberId.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    instance.delete(
      '/groups/:id/members/:memberId',
      {
        schema: {
          ...described,
          summary: 'Takes a member out of a group; what it had through the group alone ends at once',
          params: memberParams,
          response: changed,
        },
      },
      async (request, reply) => {
        const { id, memberId } = request.params;
        await removeGroupMember(ledger, callerOf(request), id.toLowerCase(), memberId.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    instance.put(
      '/groups/:id/owners/:ownerId',
      {
        schema: {
          ...described,
          summary: 'Lets a person or service principal administer the group while it has no power',
          params: ownerParams,
          response: changed,
        },
      },
      async (request, reply) => {
        const { id, ownerId } = request.params;
        await addGroupOwner(ledger, callerOf(request), id.toLowerCase(), ownerId.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    instance.delete(
      '/groups/:id/owners/:ownerId',
      { schema: { ...described, summary: 'Takes an owner from a group', params: ownerParams, response: changed } },
      async (request, reply) => {
        const { id, ownerId } = request.params;
        await removeGroupOwner(ledger, callerOf(request), id.toLowerCase(), ownerId.toLowerCase());
        return reply.code(204).send(null);
      },
    );
  };
}
