import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import {
  Refusal,
  type Violation,
  type ViolationCode,
  type ViolationKind,
  violationKinds,
} from '../../domain/errors.ts';
import { renameField } from '../../domain/rename-field.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import { CrossSiteRequest } from '../plugins/cross-site.ts';
import { noteFailure, noteRefusal } from '../plugins/request-failure.ts';
import { asTurnedAway } from '../plugins/turned-away.ts';
import { challengeOf, isStepUpAll, type NeededStepUp, neededStepUp } from './step-up-challenge.ts';

/** Problem details (RFC 9457) with the refusal's own members (BEHAVIOUR §7). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly field?: string;
  readonly given?: string;
  readonly allowed?: string;
  readonly rules?: Violation['rules'];
  readonly stepUp?: NeededStepUp;
  readonly targets?: Violation['targets'];
  readonly conflictsWith?: string;
  readonly correlationId: string;
}

const statusOf: Readonly<Record<ViolationKind, number>> = {
  malformed: 400,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  rule: 422,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Body too large',
  415: 'Unsupported media type',
  422: 'Against a rule',
  429: 'Too many calls',
  500: 'Unexpected error',
  503: 'Not now',
};

const signInProblems: Readonly<Record<Unauthenticated['reason'], string>> = {
  missing: 'this address needs a bearer token; send `Authorization: Bearer …`',
  invalid: 'the bearer token is not valid any more or was never valid; sign in again',
  unknownPrincipal: 'nobody in this organisation has this identity; ask an administrator to add you',
};

/** What the framework refuses before a route is reached. */
const frameworkProblems: Readonly<Record<number, { readonly code: string; readonly detail: string }>> = {
  400: { code: 'bodyInvalid', detail: 'the body is not valid JSON' },
  413: { code: 'bodyTooLarge', detail: 'the body is larger than 1 MiB' },
  415: { code: 'mediaTypeNotSupported', detail: 'the body must be `application/json`' },
};

/** Fields of the domain that bodies of this surface spell otherwise. */
const memberNames: Readonly<Record<string, string>> = {
  startAt: 'start',
  endAt: 'end',
  conditionVersion: 'condition.version',
};

/** The path of a member, with its name as bodies have it and positions as names, such as `permissions.0.actions`. */
function memberPath(field: string): string {
  const path = field.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  return path.map((name) => memberNames[name] ?? name).join('.');
}

/** The status of a refusal, answered by itself or as one outcome among several. */
export function statusOfViolation(code: ViolationCode): number {
  return statusOf[violationKinds[code]];
}

type Members = Omit<Problem, 'type' | 'title' | 'correlationId'>;

function membersOf(error: FastifyError, request: FastifyRequest, reply: FastifyReply): Members {
  if (error instanceof Unauthenticated) {
    return { status: 401, code: 'unauthenticated', detail: signInProblems[error.reason] };
  }
  const turnedAway = asTurnedAway(error, reply);
  if (turnedAway !== null) {
    return { status: turnedAway.statusCode, code: turnedAway.reason, detail: turnedAway.message };
  }
  if (error instanceof CrossSiteRequest) return { status: 403, code: 'crossSite', detail: error.message };
  if (error instanceof Refusal) {
    const { message, ...members } = renameField(error.violation, memberPath);
    const hasSession = request.caller?.sessionId !== undefined;
    const stepUp = neededStepUp(error.violation, request.server.authenticationContexts, hasSession);
    const refused = { detail: message, ...members, ...(stepUp === null ? {} : { stepUp }) };
    // not signed in well enough (RFC 9470), unless something else is missing too
    return { status: isStepUpAll(error.violation) ? 401 : statusOfViolation(members.code), ...refused };
  }
  const status = error.statusCode ?? 500;
  const known = frameworkProblems[status];
  return known === undefined ? { status: 500, code: 'unexpected' } : { status, ...known };
}

/** Answers whatever went wrong as a problem. An unexpected error is logged and says nothing to the caller. */
export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const members = membersOf(error, request, reply);
  if (members.status === 500) noteFailure(request, error);
  if (members.status === 401) {
    reply.header('www-authenticate', members.stepUp === undefined ? 'Bearer' : challengeOf(members.stepUp));
  }
  send(members, request, reply);
}

/** The answer where no route is. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
  send({ status: 404, code: 'notFound', detail: 'there is nothing at this address' }, request, reply);
}

/** The answer to an address that cannot be decoded; it is not repeated. */
export function answerBadAddress(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  send({ status: 400, code: 'addressInvalid', detail: 'the address cannot be read' }, request, reply);
}

function send(members: Members, request: FastifyRequest, reply: FastifyReply): void {
  noteRefusal(request, members.code);
  const title = titles[members.status] ?? 'Error';
  const problem: Problem = { type: 'about:blank', title, ...members, correlationId: request.correlationId };
  reply.code(members.status).type('application/problem+json').send(problem);
}
