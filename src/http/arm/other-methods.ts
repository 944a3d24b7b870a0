import type { FastifyInstance, HTTPMethods } from 'fastify';
import { sendError } from './answer-errors.ts';

const METHODS: readonly HTTPMethods[] = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Watches the routes of the instance; the function that it returns adds to each address the methods that it does not
 * serve: 405 with `Allow`, and 204 for OPTIONS. Call it when all routes are there.
 */
export function otherMethods(instance: FastifyInstance): () => void {
  const served = new Map<string, Set<string>>();
  instance.addHook('onRoute', ({ url, method }) => {
    const methods = served.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    served.set(url, methods);
  });
  return () => {
    for (const [url, methods] of [...served]) {
      const allow = [...methods, 'OPTIONS'].join(', ');
      instance.route({
        method: METHODS.filter((method) => !methods.has(method)),
        // the hook sees the whole address, and the instance adds its prefix again
        url: url.slice(instance.prefix.length),
        handler(request, reply) {
          reply.header('allow', allow);
          if (request.method === 'OPTIONS') return reply.code(204).send();
          const message = `The requested resource does not support http method '${request.method}'.`;
          return sendError(reply, { status: 405, code: 'MethodNotAllowed', message });
        },
      });
    }
  };
}
