import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { parseScope } from '../../../domain/scope.ts';
import { type RoleOverview, roleOverview } from '../../../queries/role-overview.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { pageOf, problems } from '../schema.ts';
import { parseTextPage, presentTextPage } from '../text-cursor.ts';
import { roleOverviewBody, roleQuery } from './role-schema.ts';

/** Which roles there are, how risky they are, and how many have them. */
export function roleRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    instance.get(
      '/roles',
      {
        schema: {
          tags: ['roles'],
          security: [{ bearer: [] }],
          summary:
            'The roles that the caller may see, by name, and how many have each, as far as the caller reads that',
          querystring: roleQuery,
          response: { 200: pageOf(roleOverviewBody), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { search = null, family = null, assignableAt, inUse } = request.query;
        const at = assignableAt === undefined ? null : parseScope(assignableAt, 'assignableAt');
        const question = { search, family, assignableAt: at, isInUse: inUse === 'yes' };
        const page = parseTextPage(request);
        const now = clock();
        const found = await ledger.read(async (reader) => {
          const viewer = await viewerOf(reader, callerOf(request).principalId, now);
          return roleOverview(reader, viewer, question, page, now);
        });
        return presentTextPage(request, found, present);
      },
    );
  };
}

function present({ role, ...rest }: RoleOverview) {
  const { id, name, description, family, kind } = role;
  return { id, name, description, family, kind, ...rest };
}
