import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, type Violation, violationKinds } from '../../domain/errors.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import { noteFailure } from '../plugins/request-failure.ts';
import { asTurnedAway } from '../plugins/turned-away.ts';

const frameworkMessages: Readonly<Record<number, string>> = {
  400: 'the body is not valid JSON',
  413: 'the body is larger than this address takes',
  415: 'the body must be `application/json`',
};

/** What went wrong, as every answer of this surface says it. */
export interface AnswerOfError {
  readonly status: number;
  readonly message: string;
}

/** A refusal as it is answered, for a whole call or for one evaluation of many. */
export function answerToViolation({ code, message }: Violation): AnswerOfError {
  return { status: violationKinds[code] === 'forbidden' ? 403 : 400, message };
}

function answerOf(error: FastifyError, reply: FastifyReply): AnswerOfError {
  if (error instanceof Unauthenticated) {
    return { status: 401, message: 'this address needs a valid bearer token of a known principal' };
  }
  const turnedAway = asTurnedAway(error, reply);
  if (turnedAway !== null) return { status: turnedAway.statusCode, message: turnedAway.message };
  if (error instanceof Refusal) return answerToViolation(error.violation);
  const status = error.statusCode ?? 500;
  const message = frameworkMessages[status];
  if (message === undefined) return { status: 500, message: 'unexpected error' };
  // AuthZEN knows no other status for what it cannot read
  return { status: status === 415 ? 400 : status, message };
}

/** Answers with plain JSON. An unexpected error is logged and says nothing to the caller. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const answer = answerOf(error, reply);
  if (answer.status === 500) noteFailure(request, error);
  if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
  reply.code(answer.status).send({ error: answer });
}
