import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Services } from '../services.ts';
import type { AddressBudget, CallerBudget } from './throttle.ts';
import { type TurnedAway, turnedAway } from './turned-away.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a call of the route spends where that is not what others of its surface do; a function where its body tells. */
    readonly budget?: CallerBudget | ((body: unknown) => CallerBudget);
  }
}

/** For routes that decide about access or take it away: no flood of other calls holds them up. */
export const decides = { budget: 'decisions' } as const;

/** The routes of a plugin, all of that kind. */
export function deciding(plugin: FastifyPluginAsync): FastifyPluginAsync {
  return async (instance, options) => {
    instance.addHook('onRoute', (route) => {
      route.config = { ...route.config, ...decides };
    });
    await plugin(instance, options);
  };
}

/** Every route of the instance with one of the methods is of that kind. */
export function decidesBy(instance: FastifyInstance, methods: readonly HTTPMethods[]): void {
  instance.addHook('onRoute', (route) => {
    if ([route.method].flat().some((method) => methods.includes(method as HTTPMethods)))
      route.config = { ...route.config, ...decides };
  });
}

/** From where the server calls itself: no address that anybody can connect from. */
export const IN_PROCESS = 'in-process';

const CLOSING_MS = 5000;

/** Each says why a call is not served, or undefined where it is. */
export interface Admission {
  /** Before it is known who calls. */
  address(request: FastifyRequest, reply: FastifyReply): TurnedAway | undefined;
  /** As soon as it is. */
  caller(request: FastifyRequest, reply: FastifyReply, callerId: string): TurnedAway | undefined;
}

/**
 * Each caller has so many calls, and so has each address before it is known who calls. What may decide or take access
 * away is never turned away for its address alone, and neither are access questions.
 */
export function admission(instance: FastifyInstance, { throttle }: Services, usual: CallerBudget): Admission {
  // access questions are all alike, and are asked often: nothing is looked up for them
  const budgetOf = (request: FastifyRequest) =>
    usual === 'accessQuestions' ? usual : (request.routeOptions.config?.budget ?? usual);

  function spend(reply: FastifyReply, budget: CallerBudget, callerId: string) {
    const waitMs = throttle?.byCaller(budget, callerId) ?? 0;
    return waitMs > 0 ? turnedAway(reply, 429, waitMs) : undefined;
  }

  if (throttle !== undefined && usual !== 'accessQuestions') {
    instance.addHook('preValidation', (request, reply, done) => {
      const budget = budgetOf(request);
      const callerId = request.caller?.principalId;
      const isByBody = typeof budget === 'function' && callerId !== undefined;
      done(isByBody ? spend(reply, budget(request.body), callerId) : undefined);
    });
  }
  return {
    address(request, reply) {
      if (instance.isClosing) return turnedAway(reply, 503, CLOSING_MS);
      if (throttle === undefined || budgetOf(request) !== 'calls') return undefined;
      const waitMs = throttle.byAddress('calls', request.ip);
      return waitMs > 0 ? turnedAway(reply, 429, waitMs) : undefined;
    },
    caller(request, reply, callerId) {
      if (throttle === undefined) return undefined;
      const budget = budgetOf(request);
      return typeof budget === 'function' ? undefined : spend(reply, budget, callerId);
    },
  };
}

/** For surfaces that ask nobody who they are: each address has so many calls. */
export function admitAddresses(instance: FastifyInstance, { throttle }: Services, budget: AddressBudget): void {
  instance.addHook('onRequest', (request, reply, done) => {
    if (request.ip === IN_PROCESS) return done();
    if (instance.isClosing) return done(turnedAway(reply, 503, CLOSING_MS));
    const waitMs = throttle?.byAddress(budget, request.ip) ?? 0;
    return done(waitMs > 0 ? turnedAway(reply, 429, waitMs) : undefined);
  });
}
