import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { Refusal, type Violation, type ViolationKind, violationKinds } from '../../domain/errors.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import { noteFailure, noteRefusal } from '../plugins/request-failure.ts';
import { asTurnedAway } from '../plugins/turned-away.ts';
import { ScimError, type ScimType } from './scim-error.ts';

export const SCIM_JSON = 'application/scim+json; charset=utf-8';
const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

interface Answer {
  readonly status: number;
  readonly scimType?: ScimType;
  readonly detail: string;
}

/** Against a rule: the value is not compatible with the state of things. */
const byKind: Readonly<Record<ViolationKind, readonly [number, ScimType?]>> = {
  malformed: [400, 'invalidValue'],
  forbidden: [403],
  notFound: [404],
  conflict: [409, 'uniqueness'],
  rule: [400, 'mutability'],
};

const frameworkDetails: Readonly<Record<number, string>> = {
  400: 'the body is not valid JSON',
  413: 'the body is larger than 1 MiB',
  415: 'the body must be `application/scim+json` or `application/json`',
};

function ofViolation(violation: Violation): Answer {
  const { code, message: detail } = violation;
  if (code === 'versionMismatch') return { status: 412, detail };
  if (code === 'groupInUse') return { status: 400, scimType: 'mutability', detail };
  // who or what a member is not, is a wrong value
  if (code === 'principalNotFound' || code === 'membershipCycle')
    return { status: 400, scimType: 'invalidValue', detail };
  const [status, scimType] = byKind[violationKinds[code]];
  return scimType === undefined ? { status, detail } : { status, scimType, detail };
}

function answerOf(error: FastifyError | Refusal | ScimError, reply: FastifyReply): Answer {
  if (error instanceof Unauthenticated) return { status: 401, detail: 'this address needs a valid provisioning token' };
  const turnedAway = asTurnedAway(error, reply);
  if (turnedAway !== null) return { status: turnedAway.statusCode, detail: turnedAway.message };
  if (error instanceof ScimError) return { status: 400, scimType: error.scimType, detail: error.message };
  if (error instanceof Refusal) return ofViolation(error.violation);
  const status = error.statusCode ?? 500;
  const detail = frameworkDetails[status];
  if (detail === undefined) return { status: 500, detail: 'unexpected error' };
  return status === 400 ? { status, scimType: 'invalidSyntax', detail } : { status, detail };
}

function bodyOf({ status, scimType, detail }: Answer) {
  const type = scimType === undefined ? {} : { scimType };
  return { schemas: [ERROR_SCHEMA], status: String(status), ...type, detail };
}

/** Gives every failure of the instance, and every address that it does not have, the shape of RFC 7644 §3.12. */
export function answerScimErrors(instance: FastifyInstance): void {
  instance.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = answerOf(error, reply);
    if (answer.status === 500) noteFailure(request, error);
    if (answer.scimType !== undefined) noteRefusal(request, answer.scimType);
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(answer.status).type(SCIM_JSON).send(bodyOf(answer));
  });
  instance.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type(SCIM_JSON)
      .send(bodyOf({ status: 404, detail: 'there is nothing at this address' })),
  );
}
