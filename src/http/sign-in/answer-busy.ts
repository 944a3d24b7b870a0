import type { FastifyError, FastifyInstance } from 'fastify';
import { asTurnedAway } from '../plugins/turned-away.ts';
import { failurePage, sendPage } from './sign-in-pages.ts';

/** Tells who is turned away by a page; what else goes wrong is for the handler above. */
export function answerBusyByPage(instance: FastifyInstance): void {
  instance.setErrorHandler((error: FastifyError, _request, reply) => {
    const turnedAway = asTurnedAway(error, reply);
    if (turnedAway === null) throw error;
    return sendPage(reply, turnedAway.statusCode, failurePage('busy'));
  });
}

/** The same for programs that speak OAuth (RFC 6749 §5.2). */
export function answerBusyByCode(instance: FastifyInstance): void {
  instance.setErrorHandler((error: FastifyError, _request, reply) => {
    const turnedAway = asTurnedAway(error, reply);
    if (turnedAway === null) throw error;
    const body = { error: 'temporarily_unavailable', error_description: turnedAway.message };
    return reply.code(turnedAway.statusCode).header('cache-control', 'no-store').send(body);
  });
}
