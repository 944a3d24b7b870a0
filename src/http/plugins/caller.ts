import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../../commands/caller.ts';
import type { Services } from '../services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** Makes every route of the instance need a caller. Throws `Unauthenticated`, which the surface's error handler shapes. */
export function requireCaller(instance: FastifyInstance, { authenticator }: Services, surface: string): void {
  instance.addHook('onRequest', async (request) => {
    request.caller = await authenticator.authenticate(request.headers.authorization, {
      correlationId: request.correlationId,
      origin: `${surface} ${request.ip} ${request.correlationId}`,
    });
  });
}

/** The caller of an authenticated route. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('this route was not put behind requireCaller');
  return request.caller;
}
