import type { FastifyInstance } from 'fastify';
import { requireCaller } from '../plugins/caller.ts';
import type { Services } from '../services.ts';
import { directoryRoutes } from './directory/routes.ts';
import { answerGraphErrors } from './errors.ts';

/** The look-ups in the directory that clients of role assignments make (contracts/clients §3.2), below `/v1.0`. */
export function graphSurface(services: Services) {
  return async (instance: FastifyInstance): Promise<void> => {
    answerGraphErrors(instance);
    instance.addHook('onRequest', async (request, reply) => {
      reply.headers({ 'request-id': request.id, 'cache-control': 'no-store' });
    });
    requireCaller(instance, services, 'graph');
    directoryRoutes(instance, services);
  };
}
