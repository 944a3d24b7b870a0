import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ROOT, type Scope, type ScopeKind } from '../../../domain/scope.ts';
import type { Reader } from '../../../ledger/engine.ts';
import { hierarchySightOf } from '../../../queries/hierarchy-sight.ts';
import { organisation } from '../../../queries/organisation.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { scopeOf } from '../arm-scope.ts';
import { queryParameter } from '../query-parameters.ts';
import { addressed } from './address.ts';
import { listGroupedSubscriptions } from './grouped-subscription-routes.ts';
import { listScopes } from './list-scopes.ts';
import {
  presentManagementGroup,
  presentResource,
  presentResourceGroup,
  presentSubscription,
  presentTenant,
} from './present.ts';
import { parseResourceFilter } from './resource-filter.ts';

function all(kind: ScopeKind, below: Scope) {
  return { kinds: [kind], below, depth: 'all', types: null, isEligibleOnly: false } as const;
}

/** What a person sees of the hierarchy, in pages. */
export function collectionRoutes(instance: FastifyInstance, { ledger, clock }: Services): void {
  instance.get('/:scope/tenants', (request) =>
    ledger.read(async (reader) => {
      // refuses whoever may see nothing
      await sightOf(reader, request);
      return { value: [presentTenant(await organisation(reader))] };
    }),
  );

  instance.get('/:scope/subscriptions', (request) =>
    ledger.read(async (reader) => {
      // of a management group: those directly below it
      if (scopeOf(request) !== ROOT) {
        return listGroupedSubscriptions(reader, request, await addressed(reader, request, clock()));
      }
      const of = await organisation(reader);
      const sight = await sightOf(reader, request);
      return listScopes(reader, request, sight, all('subscription', ROOT), (scope) => presentSubscription(scope, of));
    }),
  );

  instance.get('/:scope/managementGroups', (request) =>
    ledger.read(async (reader) => {
      const of = await organisation(reader);
      const sight = await sightOf(reader, request);
      return listScopes(reader, request, sight, all('managementGroup', ROOT), (group) =>
        presentManagementGroup(group, of),
      );
    }),
  );

  instance.get('/:scope/resourceGroups', (request) =>
    ledger.read(async (reader) => {
      const { found, sight } = await addressed(reader, request, clock());
      return listScopes(reader, request, sight, all('resourceGroup', found.scope), presentResourceGroup);
    }),
  );

  instance.get('/:scope/resources', (request) =>
    ledger.read(async (reader) => {
      const { found, sight } = await addressed(reader, request, clock());
      // clients send an empty one for none
      const filter = queryParameter(request, '$filter') ?? '';
      const types = filter === '' ? null : { kinds: [], resourceTypes: parseResourceFilter(filter) };
      return listScopes(reader, request, sight, { ...all('resource', found.scope), types }, presentResource);
    }),
  );

  function sightOf(reader: Reader, request: FastifyRequest) {
    return hierarchySightOf(reader, callerOf(request).principalId, clock());
  }
}
