import type { FastifyInstance } from 'fastify';
import { provisioningAuthenticator } from '../../identity/provisioning-authenticator.ts';
import { admission, decidesBy } from '../plugins/admission.ts';
import type { Services } from '../services.ts';
import { discoveryRoutes } from './discovery/discovery-routes.ts';
import { answerScimErrors } from './errors.ts';
import { groupResource } from './groups/group-resource.ts';
import { resourceRoutes } from './resource-routes.ts';
import { userResource } from './users/user-resource.ts';

/** People and groups from the organisation's directory: SCIM 2.0 (RFC 7643, RFC 7644), under `/scim/v2`. */
export function scimSurface(services: Services) {
  return async (instance: FastifyInstance): Promise<void> => {
    answerScimErrors(instance);
    instance.removeContentTypeParser('text/plain');
    instance.addContentTypeParser(
      'application/scim+json',
      { parseAs: 'string' },
      instance.getDefaultJsonParser('error', 'error'),
    );
    const authenticate = provisioningAuthenticator(services.ledger, services.clock);
    // a directory takes access away by all three
    decidesBy(instance, ['PUT', 'PATCH', 'DELETE']);
    const admit = admission(instance, services, 'calls');
    instance.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const early = admit.address(request, reply);
      if (early !== undefined) throw early;
      const { correlationId } = request;
      const origin = `scim ${request.ip} ${correlationId}`;
      const caller = await authenticate(request.headers.authorization, { correlationId, origin });
      request.caller = caller;
      const late = admit.caller(request, reply, caller.principalId);
      if (late !== undefined) throw late;
    });
    discoveryRoutes(instance);
    resourceRoutes(instance, services, userResource);
    resourceRoutes(instance, services, groupResource);
  };
}
