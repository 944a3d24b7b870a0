import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { Refusal, type ViolationKind, violationKinds } from '../../domain/errors.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import { noteFailure, noteRefusal } from '../plugins/request-failure.ts';
import { asTurnedAway } from '../plugins/turned-away.ts';

interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const byKind: Readonly<Record<ViolationKind, readonly [number, string]>> = {
  malformed: [400, 'Request_BadRequest'],
  forbidden: [403, 'Authorization_RequestDenied'],
  notFound: [404, 'Request_ResourceNotFound'],
  conflict: [409, 'Request_MultipleObjectsWithSameKeyValue'],
  rule: [400, 'Request_BadRequest'],
};

function presentError(error: FastifyError, reply: FastifyReply): ErrorAnswer {
  if (error instanceof Unauthenticated) {
    return {
      status: 401,
      code: 'InvalidAuthenticationToken',
      message: 'Access token is missing or cannot be accepted.',
    };
  }
  const turnedAway = asTurnedAway(error, reply);
  if (turnedAway !== null) {
    const { statusCode: status, message } = turnedAway;
    return { status, code: status === 429 ? 'TooManyRequests' : 'ServiceUnavailable', message };
  }
  if (error instanceof Refusal) {
    const [status, code] = byKind[violationKinds[error.violation.code]];
    return { status, code, message: error.violation.message };
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return { status, code: 'BadRequest', message: 'the request cannot be read' };
  noteFailure(reply.request, error);
  return { status: 500, code: 'InternalServerError', message: 'An error has occurred.' };
}

/** Gives every failure of the instance, and every address that it does not have, the shape of this wire. */
export function answerGraphErrors(instance: FastifyInstance): void {
  const bodyOf = ({ code, message }: ErrorAnswer, requestId: string) => ({
    error: { code, message, innerError: { 'request-id': requestId, 'client-request-id': requestId } },
  });
  instance.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = presentError(error, reply);
    noteRefusal(request, answer.code);
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(answer.status).send(bodyOf(answer, request.id));
  });
  instance.setNotFoundHandler((request, reply) => {
    const answer = { status: 404, code: 'BadRequest', message: 'Resource not found for the segment.' };
    noteRefusal(request, answer.code);
    return reply.code(404).send(bodyOf(answer, request.id));
  });
}
