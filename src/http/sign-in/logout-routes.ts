import type { FastifyInstance } from 'fastify';
import { signOutAtProvider } from '../../commands/end-session.ts';
import { readLogoutToken } from '../../identity/sign-in/logout-token.ts';
import { noteFailure } from '../plugins/request-failure.ts';
import type { Services } from '../services.ts';
import { answerBusyByCode } from './answer-busy.ts';
import type { SignInServices } from './sign-in-services.ts';

const LARGEST_FORM_BYTES = 20_000;

/** Where providers say that somebody signed out there: from server to server, or through the person's browser. */
export function logoutRoutes({ ledger, clock }: Services, { relyingParties }: SignInServices) {
  return async (instance: FastifyInstance): Promise<void> => {
    answerBusyByCode(instance);
    const schema = { hide: true };
    instance.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: LARGEST_FORM_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );

    instance.post<{ Params: { provider: string } }>(
      '/sign-in/backchannel-logout/:provider',
      { schema },
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        const { body, params, correlationId } = request;
        const party = relyingParties.find(({ provider }) => provider.id === params.provider);
        const token = body instanceof URLSearchParams ? body.get('logout_token') : null;
        if (party === undefined || token === null) return reply.code(400).send({ error: 'invalid_request' });
        try {
          const { subject, session, tokenKey: key, expiresAt } = await readLogoutToken(party, token, clock());
          const isFirst = await signOutAtProvider(ledger, {
            provider: party.provider.id,
            providerSubject: subject,
            providerSession: session,
            token: { key, expiresAt },
            correlationId,
            origin: `back-channel ${request.ip} ${correlationId}`,
          });
          if (!isFirst) throw new Error('the logout token was used before');
          return reply.code(200).send();
        } catch (error) {
          noteFailure(request, error, 'signInFailed');
          return reply.code(400).send({ error: 'invalid_request' });
        }
      },
    );

    instance.get<{ Params: { provider: string }; Querystring: { iss?: unknown; sid?: unknown } }>(
      '/sign-in/frontchannel-logout/:provider',
      { schema },
      async (request, reply) => {
        const { iss, sid } = request.query;
        const party = relyingParties.find(({ provider }) => provider.id === request.params.provider);
        // who knows the session's name at the provider may end it; the name cannot be guessed
        if (party !== undefined && iss === party.provider.issuer && typeof sid === 'string' && sid !== '') {
          await signOutAtProvider(ledger, {
            provider: party.provider.id,
            providerSubject: null,
            providerSession: sid,
            token: null,
            correlationId: request.correlationId,
            origin: `front-channel ${request.ip} ${request.correlationId}`,
          });
        }
        return reply.header('cache-control', 'no-store').code(204).send();
      },
    );
  };
}
