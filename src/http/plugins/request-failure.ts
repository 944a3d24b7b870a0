import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Why a call did not go well, for the log alone. */
export interface RequestFailure {
  /** Stable, for who searches the log. */
  readonly code: 'unexpected' | 'databaseUnavailable' | 'outcomeUnknown' | 'notReady' | 'tokenRefused' | 'signInFailed';
  readonly error: unknown;
}

declare module 'fastify' {
  interface FastifyRequest {
    failure: RequestFailure | null;
    /** The code with which the call was refused, for the log. */
    refusedWith: string | null;
  }
}

/** Lets calls have something to be logged. */
export function registerFailures(app: FastifyInstance): void {
  app.decorateRequest('failure', null);
  app.decorateRequest('refusedWith', null);
}

/** Has the one line that the call has in the log say what went wrong; the first that is noted stays. */
export function noteFailure(request: FastifyRequest, error: unknown, code: RequestFailure['code'] = 'unexpected') {
  request.failure ??= { code, error };
}

/** Has the line say with which code the call was refused: that of its surface, never what somebody wrote. */
export function noteRefusal(request: FastifyRequest, code: string): void {
  request.refusedWith = code;
}
