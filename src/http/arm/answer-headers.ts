import type { FastifyInstance } from 'fastify';

/** A client's own id is repeated where it asks for that, if it is short and plain. */
const PLAIN = /^[\x21-\x7e]{1,128}$/;

/** The headers by which clients and supporters find a call again (contracts/arm §1); nothing may be stored on the way. */
export function answerHeaders(instance: FastifyInstance): void {
  instance.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-ms-request-id': request.id,
      'x-ms-correlation-request-id': request.correlationId,
      'cache-control': 'no-store',
    });
    const { 'x-ms-client-request-id': clientId, 'x-ms-return-client-request-id': isWanted } = request.headers;
    const isAsked = typeof isWanted === 'string' && isWanted.toLowerCase() === 'true';
    if (isAsked && typeof clientId === 'string' && PLAIN.test(clientId)) {
      reply.header('x-ms-client-request-id', clientId);
    }
  });
}
