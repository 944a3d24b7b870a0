import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../../commands/caller.ts';
import { Unauthenticated } from '../../identity/authenticator.ts';
import type { Services } from '../services.ts';
import { admission } from './admission.ts';
import { refuseCrossSite } from './cross-site.ts';
import { noteFailure } from './request-failure.ts';
import { sessionCookieOf } from './session-cookie.ts';
import type { CallerBudget } from './throttle.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/**
 * Makes every route of the instance need a caller, who has so many calls (`admission`). Ends with `Unauthenticated` or
 * `TurnedAway`, which the surface's error handler shapes.
 */
export function requireCaller(
  instance: FastifyInstance,
  services: Services,
  surface: string,
  budget: CallerBudget = 'calls',
): void {
  const { authenticator } = services;
  const admit = admission(instance, services, budget);
  instance.addHook('onRequest', (request, reply, done) => {
    const refused = admit.address(request, reply);
    if (refused !== undefined) return done(refused);
    const { correlationId } = request;
    const { authorization } = request.headers;
    const call = { correlationId, origin: `${surface} ${request.ip} ${correlationId}` };
    const known = authenticator.recall?.(authorization, call);
    if (known !== undefined) {
      request.caller = known;
      return done(admit.caller(request, reply, request.caller.principalId));
    }
    authenticator.authenticate(authorization, call).then(
      (caller) => {
        request.caller = caller;
        done(admit.caller(request, reply, request.caller.principalId));
      },
      notedIn(request, done),
    );
  });
}

/** Why a token was refused is for the log. */
function notedIn(request: FastifyRequest, done: (error: Error) => void) {
  return (error: Error) => {
    if (error instanceof Unauthenticated && error.cause !== undefined)
      noteFailure(request, error.cause, 'tokenRefused');
    done(error);
  };
}

/**
 * The same for surfaces that people's browsers call: a session does as well as a token. A call that brings a token is
 * judged by that alone, and one with a session must come from this site.
 */
export function requireCallerOrSession(instance: FastifyInstance, services: Services, surface: string): void {
  const { authenticator, browser } = services;
  const admit = admission(instance, services, 'calls');
  instance.addHook('onRequest', (request, reply, done) => {
    const refused = admit.address(request, reply);
    if (refused !== undefined) return done(refused);
    callerFrom(request).then(
      (caller) => {
        request.caller = caller;
        done(admit.caller(request, reply, request.caller.principalId));
      },
      notedIn(request, done),
    );
  });

  async function callerFrom(request: FastifyRequest): Promise<Caller> {
    const { correlationId } = request;
    const call = { correlationId, origin: `${surface} ${request.ip} ${correlationId}` };
    const { authorization } = request.headers;
    const cookie = browser === undefined || authorization !== undefined ? undefined : sessionCookieOf(request);
    if (browser === undefined || cookie === undefined) return authenticator.authenticate(authorization, call);
    refuseCrossSite(request, new URL(browser.publicUrl()).origin);
    return browser.sessions.authenticate(cookie, call);
  }
}

/** The caller of an authenticated route. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('this route was not put behind requireCaller');
  return request.caller;
}
