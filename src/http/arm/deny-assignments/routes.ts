import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DenyAssignment } from '../../../domain/access/deny-assignment.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { principalFacts } from '../../../ledger/facts/principal-facts.ts';
import { scopeChainOf } from '../../../ledger/facts/scope-facts.ts';
import {
  denyAssignments,
  namedAs,
  READS_DENY_ASSIGNMENTS,
  readsDenyAssignments,
  visibleDenyAssignment,
} from '../../../queries/deny-assignments.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { authorizationFailed, notFound } from '../arm-error.ts';
import { scopeOf } from '../arm-scope.ts';
import { filterOf } from '../filter/list-question.ts';
import { PAGE_SIZE, positionOf, presentPage } from '../paging.ts';
import { isGuid, parseGuid } from '../resource-ids.ts';
import { presentDenyAssignment } from './present.ts';

const words = {
  functions: ['atScope', 'assignedTo'],
  properties: ['denyAssignmentName', 'principalId', 'gdprExportPrincipalId'],
};

/** Deny assignments, to be read only on this wire; administrators make them in the JSON API (contracts/arm §12). */
export function denyAssignmentRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  const path = '/:scope/denyAssignments';

  instance.get(path, (request) =>
    ledger.read(async (reader) => {
      const now = clock();
      const scope = scopeOf(request);
      const chain = await scopeChainOf(reader, scope);
      const viewer = await viewerOf(reader, callerOf(request).principalId, now);
      const criteria = await criteriaOf(reader, request, now);
      if (!readsDenyAssignments(viewer, chain, now)) {
        throw authorizationFailed(READS_DENY_ASSIGNMENTS)(viewer.facts.principal.id, scope);
      }
      const reach = { at: scope, above: chain.slice(1), below: !criteria.isAtScope };
      const page = { limit: PAGE_SIZE, after: positionOf(request) };
      const { items, next } = await denyAssignments(reader, viewer, { ...criteria, reach }, page, now);
      return presentPage(request, await presented(reader, items), next);
    }),
  );

  instance.get<{ Params: { name: string } }>(`${path}/:name`, (request) =>
    ledger.read(async (reader) => {
      const now = clock();
      const { name } = request.params;
      const chain = await scopeChainOf(reader, scopeOf(request));
      const viewer = await viewerOf(reader, callerOf(request).principalId, now);
      const found = isGuid(name) ? await visibleDenyAssignment(reader, viewer, name.toLowerCase(), chain, now) : null;
      if (found === null) throw notFound('DenyAssignment');
      return (await presented(reader, [found]))[0];
    }),
  );
}

async function criteriaOf(reader: Reader, request: FastifyRequest, now: Temporal.Instant) {
  const { isAtScope, call, properties } = filterOf(request, words);
  const principalId = properties.get('principalid');
  const mentionedId = properties.get('gdprexportprincipalid');
  const named = principalId === undefined ? null : [parseGuid(principalId, 'principalId')];
  const assignedTo = call === null ? null : parseGuid(call.argument ?? '', 'assignedTo');
  const reached =
    assignedTo === null
      ? null
      : namedAs(assignedTo, (await principalFacts(reader, assignedTo, now))?.groupIds ?? new Set<string>());
  return {
    isAtScope,
    name: properties.get('denyassignmentname') ?? null,
    principalIds: named === null || reached === null ? (named ?? reached) : named.filter((id) => reached.includes(id)),
    mentionedId: mentionedId === undefined ? null : parseGuid(mentionedId, 'gdprExportPrincipalId'),
  };
}

async function presented(reader: Reader, items: readonly DenyAssignment[]) {
  const namings = items.flatMap(({ scope, principals, excludePrincipals }) =>
    [...principals, ...excludePrincipals].map(({ id }) => ({ scope, roleDefinitionId: '', principalId: id })),
  );
  const names = await namesOf(reader, namings);
  return items.map((item) => presentDenyAssignment(item, names));
}
