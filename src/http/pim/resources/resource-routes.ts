import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { parseScope, ROOT } from '../../../domain/scope.ts';
import { myAccess } from '../../../queries/my-access.ts';
import type { MySchedule } from '../../../queries/my-schedules.ts';
import { type ResourceNode, resourceTree } from '../../../queries/resource-tree.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { pageOf, problems } from '../schema.ts';
import { parseTextPage, presentTextPage } from '../text-cursor.ts';
import { accessBody, accessQuery, resource, resourceQuery } from './resource-schema.ts';

/** The tree of resources as the caller sees it, and what the caller has where. */
export function resourceRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const described = { tags: ['resources'], security: [{ bearer: [] }] };

    instance.get(
      '/resources',
      {
        schema: {
          ...described,
          summary: 'What the caller sees directly below a scope, by path; with a search everything below that it finds',
          querystring: resourceQuery,
          response: { 200: pageOf(resource), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { below, search = null } = request.query;
        const question = { below: below === undefined ? ROOT : parseScope(below, 'below'), search };
        const { principalId } = callerOf(request);
        const page = parseTextPage(request);
        const found = await ledger.read((reader) => resourceTree(reader, principalId, question, page, clock()));
        return presentTextPage(request, found, presentNode);
      },
    );

    instance.get(
      '/resources/my-access',
      {
        schema: {
          ...described,
          summary: 'What the caller holds and may activate at a scope, assigned there or above',
          querystring: accessQuery,
          response: { 200: accessBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const scope = parseScope(request.query.scope);
        const found = await ledger.read((reader) => myAccess(reader, principalId, scope, clock()));
        return { eligible: found.eligible.map(presentAccess), active: found.active.map(presentAccess) };
      },
    );
  };
}

function presentNode({ path, displayName, kind, location, hasChildren, isEligible }: ResourceNode) {
  return {
    path,
    displayName,
    kind: kind as Static<typeof resource>['kind'],
    location,
    hasChildren,
    eligibleHere: isEligible,
  };
}

function presentAccess({ schedule, role, scope, through }: MySchedule) {
  return {
    id: schedule.id,
    role: { id: role.id, name: role.name, risk: role.risk },
    assignedAt: { path: scope.path, displayName: scope.displayName, kind: scope.kind },
    through: through === null ? null : { id: through.id, displayName: through.displayName },
    end: schedule.endAt?.toString() ?? null,
  };
}
