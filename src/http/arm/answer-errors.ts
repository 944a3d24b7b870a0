import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/errors.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import { noteFailure, noteRefusal } from '../plugins/request-failure.ts';
import { asTurnedAway } from '../plugins/turned-away.ts';
import { ArmError } from './arm-error.ts';
import { type ErrorAnswer, presentViolation } from './errors.ts';

const unauthenticated: Readonly<Record<Unauthenticated['reason'], ErrorAnswer>> = {
  missing: {
    status: 401,
    code: 'AuthenticationFailed',
    message: 'no one is signed in; send a bearer token in the `Authorization` header',
  },
  invalid: { status: 401, code: 'InvalidAuthenticationToken', message: 'the access token cannot be accepted' },
  unknownPrincipal: {
    status: 401,
    code: 'InvalidAuthenticationToken',
    message: 'the access token is of nobody in this organisation',
  },
};

/** What the HTTP layer refuses by itself. */
const byHttpStatus: Readonly<Record<number, ErrorAnswer>> = {
  413: { status: 413, code: 'RequestEntityTooLarge', message: 'the body is larger than 1 MiB' },
  415: {
    status: 415,
    code: 'UnsupportedMediaType',
    message: 'a body must be sent with content type `application/json`',
  },
};
const busy = { 429: 'TooManyRequests', 503: 'ServiceUnavailable' } as const;
const malformed: ErrorAnswer = { status: 400, code: 'InvalidRequestContent', message: 'the request cannot be read' };
const unexpected: ErrorAnswer = { status: 500, code: 'InternalServerError', message: 'An error has occurred.' };

function presentError(error: unknown, request: FastifyRequest, reply: FastifyReply): ErrorAnswer {
  if (error instanceof ArmError) return error;
  if (error instanceof Unauthenticated) return unauthenticated[error.reason];
  const turnedAway = asTurnedAway(error, reply);
  if (turnedAway !== null) {
    const { statusCode: status, message } = turnedAway;
    return { status, code: busy[status], message };
  }
  if (error instanceof Refusal) {
    const { scope = '/' } = request.params as { readonly scope?: string };
    return presentViolation(error.violation, { callerId: request.caller?.principalId ?? '', scope });
  }
  const status = (error as FastifyError).statusCode ?? 500;
  if (status >= 400 && status < 500) return byHttpStatus[status] ?? malformed;
  noteFailure(request, error);
  return unexpected;
}

/** Sends an error in the shape of contracts/arm §1. */
export function sendError(reply: FastifyReply, { status, code, message }: ErrorAnswer): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  noteRefusal(reply.request, code);
  return reply.code(status).send({ error: { code, message } });
}

/** Gives every failure of the instance, and every address that it does not have, the shape of this wire. */
export function answerErrors(instance: FastifyInstance): void {
  instance.setErrorHandler((error, request, reply) => sendError(reply, presentError(error, request, reply)));
  instance.setNotFoundHandler((_request, reply) =>
    sendError(reply, { status: 404, code: 'InvalidResourceType', message: 'The resource type could not be found.' }),
  );
}
