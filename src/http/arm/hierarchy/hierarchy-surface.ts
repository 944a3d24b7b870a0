import type { FastifyInstance } from 'fastify';
import { requireCaller } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { answerErrors } from '../answer-errors.ts';
import { answerHeaders } from '../answer-headers.ts';
import { checkApiVersion } from '../api-version.ts';
import { readJsonBodies } from '../json-body.ts';
import { otherMethods } from '../other-methods.ts';
import { collectionRoutes } from './collection-routes.ts';
import { groupedSubscriptionRoutes } from './grouped-subscription-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import { scopeRoutes } from './scope-routes.ts';

/**
 * Management groups, subscriptions, resource groups and resources on the wire of Azure Resource Manager, at addresses
 * that `rewriteHierarchyPath` has made `/hierarchy/{scope}[/{collection}]`.
 */
export function hierarchySurface(services: Services) {
  return async (instance: FastifyInstance): Promise<void> => {
    answerErrors(instance);
    readJsonBodies(instance);
    answerHeaders(instance);
    requireCaller(instance, services, 'arm');
    instance.addHook('onRequest', async (request) => {
      if (!request.is404) checkApiVersion(request);
    });
    const refuseOtherMethods = otherMethods(instance);
    collectionRoutes(instance, services);
    groupedSubscriptionRoutes(instance, services);
    providerRoutes(instance, services);
    scopeRoutes(instance, services);
    refuseOtherMethods();
  };
}
