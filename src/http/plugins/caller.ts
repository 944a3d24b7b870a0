import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../../commands/caller.ts';
import type { Services } from '../services.ts';
import { refuseCrossSite } from './cross-site.ts';
import { sessionCookieOf } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** Makes every route of the instance need a caller. Throws `Unauthenticated`, which the surface's error handler shapes. */
export function requireCaller(instance: FastifyInstance, { authenticator }: Services, surface: string): void {
  instance.addHook('onRequest', (request, _reply, done) => {
    const { correlationId } = request;
    const { authorization } = request.headers;
    const call = { correlationId, origin: `${surface} ${request.ip} ${correlationId}` };
    const known = authenticator.recall?.(authorization, call);
    if (known !== undefined) {
      request.caller = known;
      return done();
    }
    authenticator.authenticate(authorization, call).then((caller) => {
      request.caller = caller;
      done();
    }, done);
  });
}

/**
 * The same for surfaces that people's browsers call: a session does as well as a token. A call that brings a token is
 * judged by that alone, and one with a session must come from this site.
 */
export function requireCallerOrSession(instance: FastifyInstance, services: Services, surface: string): void {
  const { authenticator, browser } = services;
  instance.addHook('onRequest', async (request) => {
    const { correlationId } = request;
    const call = { correlationId, origin: `${surface} ${request.ip} ${correlationId}` };
    const { authorization } = request.headers;
    const cookie = browser === undefined || authorization !== undefined ? undefined : sessionCookieOf(request);
    if (browser === undefined || cookie === undefined) {
      request.caller = await authenticator.authenticate(authorization, call);
      return;
    }
    refuseCrossSite(request, new URL(browser.publicUrl()).origin);
    request.caller = await browser.sessions.authenticate(cookie, call);
  });
}

/** The caller of an authenticated route. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('this route was not put behind requireCaller');
  return request.caller;
}
