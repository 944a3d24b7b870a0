import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, violationKinds } from '../../domain/errors.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import { asTurnedAway } from '../plugins/turned-away.ts';

const frameworkMessages: Readonly<Record<number, string>> = {
  400: 'the body is not valid JSON',
  413: 'the body is larger than 64 KiB',
  415: 'the body must be `application/json`',
};

function answerOf(error: FastifyError, reply: FastifyReply): { readonly status: number; readonly message: string } {
  if (error instanceof Unauthenticated) {
    return { status: 401, message: 'this address needs a valid bearer token of a known principal' };
  }
  const turnedAway = asTurnedAway(error, reply);
  if (turnedAway !== null) return { status: turnedAway.statusCode, message: turnedAway.message };
  if (error instanceof Refusal) {
    const { code, message } = error.violation;
    return { status: violationKinds[code] === 'forbidden' ? 403 : 400, message };
  }
  const status = error.statusCode ?? 500;
  const message = frameworkMessages[status];
  return message === undefined ? { status: 500, message: 'unexpected error' } : { status, message };
}

/** Answers with plain JSON. An unexpected error is logged and says nothing to the caller. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const answer = answerOf(error, reply);
  if (answer.status === 500) request.log.error({ err: error }, 'unexpected error');
  if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
  reply.code(answer.status).send({ error: answer });
}
