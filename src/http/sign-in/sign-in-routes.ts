import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { signOut } from '../../commands/end-session.ts';
import { Refusal } from '../../domain/errors.ts';
import { signOutHint } from '../../identity/provider/sign-out-hint.ts';
import type { RelyingParty } from '../../identity/sign-in/relying-party.ts';
import { returnPath } from '../../identity/sign-in/return-path.ts';
import { refuseCrossSite } from '../plugins/cross-site.ts';
import { noteFailure } from '../plugins/request-failure.ts';
import { clearSessionCookie, sessionCookieOf, setSessionCookie } from '../plugins/session-cookie.ts';
import type { Services } from '../services.ts';
import { answerBusyByPage } from './answer-busy.ts';
import { stepUpFinish } from './finish-step-up.ts';
import { readForms } from './form-body.ts';
import { failurePage, providersPage, sendPage, sendRefusal } from './sign-in-pages.ts';
import type { SignInServices } from './sign-in-services.ts';
import { leaveForProvider, takeTransaction } from './sign-in-transaction.ts';

const ACR_VALUES = /^[\x21-\x7e]{1,200}$/;
const LOGIN_HINT = /^[^\p{Cc}]{1,128}$/u;
const MAX_AGE = /^\d{1,6}$/;

interface StartQuery {
  readonly returnTo?: unknown;
  readonly acrValues?: unknown;
  readonly maxAge?: unknown;
  readonly loginHint?: unknown;
}

/** How people sign in and out: at an OpenID provider, by the code flow, into a session of their browser. */
export function signInRoutes(services: Services, signIn: SignInServices) {
  const { ledger, clock } = services;
  const { relyingParties, embedded, sessions, sealer, publicUrl } = signIn;
  const finishStepUp = stepUpFinish(services, signIn);

  const partyOf = (id: string) => [...relyingParties, embedded].find(({ provider }) => provider.id === id);
  const callOf = (request: FastifyRequest) => ({
    correlationId: request.correlationId,
    origin: `sign-in ${request.ip} ${request.correlationId}`,
  });

  async function start(party: RelyingParty, request: FastifyRequest, reply: FastifyReply) {
    const query = request.query as StartQuery;
    const { acrValues, maxAge, loginHint } = query;
    const asked = {
      returnTo: returnPath(query.returnTo),
      now: clock(),
      ...(typeof acrValues === 'string' && ACR_VALUES.test(acrValues) ? { acrValues } : {}),
      ...(typeof maxAge === 'string' && MAX_AGE.test(maxAge) ? { maxAge: Number(maxAge) } : {}),
      ...(typeof loginHint === 'string' && LOGIN_HINT.test(loginHint) ? { loginHint } : {}),
    };
    return leaveForProvider(signIn, party, asked, request, reply);
  }

  async function comeBack(party: RelyingParty, request: FastifyRequest, reply: FastifyReply) {
    const transaction = takeTransaction(signIn, party.provider.id, request, reply, clock());
    if (transaction === null) return sendPage(reply, 400, failurePage('stale'));
    try {
      const proven = await party.finish(transaction, new URL(request.originalUrl, publicUrl()));
      if (transaction.stepUp !== undefined) {
        return await finishStepUp(
          transaction.stepUp,
          { party, proven, returnTo: transaction.returnTo },
          request,
          reply,
        );
      }
      const cookie = await sessions.begin({
        provider: party.provider,
        signIn: proven,
        replacedCookie: sessionCookieOf(request),
        userAgent: request.headers['user-agent'] ?? null,
        address: request.ip,
        call: callOf(request),
      });
      setSessionCookie(reply, cookie);
      return reply.redirect(transaction.returnTo, 303);
    } catch (error) {
      noteFailure(request, error, 'signInFailed');
      if (error instanceof Refusal) return sendRefusal(reply, error);
      return sendPage(reply, 400, failurePage('failed'));
    }
  }

  return async (instance: FastifyInstance): Promise<void> => {
    readForms(instance);
    const schema = { hide: true };
    answerBusyByPage(instance);

    instance.get<{ Querystring: StartQuery }>('/sign-in', { schema }, async (request, reply) => {
      const [only = embedded, ...others] = relyingParties;
      if (others.length === 0) return start(only, request, reply);
      const providers = relyingParties.map(({ provider }) => provider);
      return sendPage(reply, 200, providersPage(providers, returnPath(request.query.returnTo)));
    });

    instance.get<{ Params: { provider: string }; Querystring: StartQuery }>(
      '/sign-in/start/:provider',
      { schema },
      async (request, reply) => {
        const party = partyOf(request.params.provider);
        return party === undefined ? reply.callNotFound() : start(party, request, reply);
      },
    );

    instance.get<{ Params: { provider: string } }>(
      '/sign-in/callback/:provider',
      { schema },
      async (request, reply) => {
        const party = partyOf(request.params.provider);
        return party === undefined ? reply.callNotFound() : comeBack(party, request, reply);
      },
    );

    instance.post('/sign-out', { schema }, async (request, reply) => {
      refuseCrossSite(request, new URL(publicUrl()).origin);
      const cookie = sessionCookieOf(request);
      clearSessionCookie(reply);
      if (cookie === undefined) return reply.redirect('/', 303);
      const caller = await sessions.authenticate(cookie, callOf(request)).catch(() => null);
      if (caller === null) return reply.redirect('/', 303);
      await signOut(ledger, caller, caller.sessionId);
      const next = await partyOf(caller.provider)
        ?.signOutUrl('/', signOutHint(sealer, clock()))
        .catch(() => null);
      return reply.redirect(next ?? '/', 303);
    });
  };
}
