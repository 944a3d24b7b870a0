import { errorStrings } from '../strings/errors.ts';
import type { Problem } from './api-types.ts';
import { noteNotReached, noteReached } from './connection-state.ts';
import { takeEarlyAnswer } from './early-answers.ts';
import { learnServerTime } from './server-clock.ts';

const ROOT = '/api/security/pim';

/** A refusal or failure as the server told it. `status` 0: the server was not reached. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  /** In how many seconds the server would serve another call; null where it did not say. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
    this.retryAfter = retryAfter;
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
  const early = method === 'GET' ? takeEarlyAnswer(path) : null;
  const sentAt = early?.sentAt ?? Date.now();
  const asked =
    early?.answer ??
    fetch(`${ROOT}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
  const response = await asked.catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    noteNotReached();
    throw new ApiProblem(notReached);
  });
  const time = response.headers.get('brevet-time');
  // a proxy answers for a server that is gone
  if (time === null && response.status >= 500) {
    noteNotReached();
    throw new ApiProblem(notReached);
  }
  learnServerTime(time, sentAt, early?.receivedAt() ?? Date.now());
  noteReached();
  if (response.ok) return (response.status === 204 ? null : await response.json()) as Answer;
  const retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  throw new ApiProblem(await problemOf(response), Number.isNaN(retryAfter) ? null : retryAfter);
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
  return {
    type: 'about:blank',
    title: errorStrings.unexpectedStatus(status),
    status,
    code: 'unexpected',
    correlationId: '',
  };
}
