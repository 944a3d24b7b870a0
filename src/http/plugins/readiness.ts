import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ledger } from '../../ledger/ledger.ts';
import { noteFailure } from './request-failure.ts';

/**
 * Whether calls are to be sent here: 200 while the database answers, 503 while it does not and from the moment on at which
 * the server begins to close. Whether it runs at all is what `/livez` says.
 */
export function readiness(app: FastifyInstance, ledger: Pick<Ledger, 'catchUp'>) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (app.isClosing) return reply.code(503).send({ status: 'closing' });
    try {
      await ledger.catchUp();
      return { status: 'ok' };
    } catch (error) {
      noteFailure(request, error, 'notReady');
      return reply.code(503).send({ status: 'databaseUnavailable' });
    }
  };
}
