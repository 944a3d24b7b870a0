import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RegisteredScope } from '../../../domain/hierarchy/registered-scope.ts';
import type { ScopeKind } from '../../../domain/scope.ts';
import { hierarchySightOf } from '../../../queries/hierarchy-sight.ts';
import { tellsBelow } from '../../../queries/known-scope.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { scopeOf } from '../arm-scope.ts';
import { listScopes } from '../hierarchy/list-scopes.ts';
import { parseResourceFilter } from '../hierarchy/resource-filter.ts';
import { presentPage } from '../paging.ts';
import { queryParameter } from '../query-parameters.ts';
import { presentScopeType } from '../words.ts';

/** What a role can be activated at; each but a resource is a type of its own. */
const KINDS: readonly ScopeKind[] = ['managementGroup', 'subscription', 'resourceGroup', 'resource'];

/** Where, below a scope, the caller may activate a role: directly below, or at any depth (contracts/arm §5.6). */
export function eligibleChildResourceRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  instance.get('/:scope/eligibleChildResources', (request) =>
    ledger.read(async (reader) => {
      const below = scopeOf(request);
      const sight = await hierarchySightOf(reader, callerOf(request).principalId, clock());
      if (!(await tellsBelow(reader, callerOf(request).principalId, below, clock())))
        return presentPage(request, [], null);
      const depth = wantsAll(request) ? 'all' : 'children';
      const criteria = { kinds: KINDS, below, depth, types: typesOf(request), isEligibleOnly: true } as const;
      return listScopes(reader, request, sight, criteria, presentEligibleChild);
    }),
  );
}

function wantsAll(request: FastifyRequest): boolean {
  const flag = queryParameter(request, 'getAllChildren') ?? queryParameter(request, '$getAllChildren');
  return flag?.toLowerCase() === 'true';
}

function typesOf(request: FastifyRequest) {
  const filter = queryParameter(request, '$filter');
  if (filter === null) return null;
  const resourceTypes = parseResourceFilter(filter);
  return { kinds: KINDS.filter((kind) => resourceTypes.includes(kind.toLowerCase())), resourceTypes };
}

function presentEligibleChild({ scope, path, displayName }: RegisteredScope) {
  return { id: path, name: displayName, type: presentScopeType(scope, path) };
}
