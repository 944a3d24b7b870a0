import type { Problem } from './api-types.ts';
import { learnServerTime } from './server-clock.ts';

const ROOT = '/api/security/pim';

/** A refusal or failure as the server told it. `status` 0: the server was not reached. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }
}

interface CallOptions {
  readonly body?: unknown;
  /** Names a call, so that a repeat of it does nothing. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/**
 * Calls the JSON API with the session of this browser. The cookie is sent to this site alone, and the server believes
 * only what comes from its own pages. Throws `ApiProblem`.
 */
export async function call<Answer>(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const { body, idempotencyKey, signal } = options;
  const sentAt = Date.now();
  const response = await fetch(`${ROOT}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new ApiProblem(notReached);
  });
  learnServerTime(response.headers.get('brevet-time'), sentAt, Date.now());
  if (response.ok) return (response.status === 204 ? null : await response.json()) as Answer;
  throw new ApiProblem(await problemOf(response));
}

export const get = <Answer>(path: string, signal?: AbortSignal) => call<Answer>('GET', path, { signal });

const notReached: Problem = {
  type: 'about:blank',
  title: 'The server cannot be reached',
  status: 0,
  code: 'notReached',
  correlationId: '',
};

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'code' in body) return body as Problem;
  const { status } = response;
  return { type: 'about:blank', title: `Unexpected answer ${status}`, status, code: 'unexpected', correlationId: '' };
}
