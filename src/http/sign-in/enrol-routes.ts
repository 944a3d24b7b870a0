import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/errors.ts';
import { linkTarget, redeemLink } from '../../identity/accounts/enrolment-links.ts';
import { EMBEDDED_PROVIDER_ID } from '../../identity/provider/provider-clients.ts';
import { refuseCrossSite } from '../plugins/cross-site.ts';
import { cookieOptions } from '../plugins/session-cookie.ts';
import { answerBusyByPage } from './answer-busy.ts';
import { field, readForms } from './form-body.ts';
import { pageHeadersFor } from './page-headers.ts';
import { badLinkPage, type EnrolForm, enrolPage } from './pages/enrol-page.ts';
import type { SignInServices } from './sign-in-services.ts';

const COOKIE = '__Host-brevet-enrol';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const MINUTES = 30;

/** Where a one-time link leads: a first password, or a new one. */
export function enrolRoutes({ accounts, publicUrl, tenantId }: SignInServices) {
  const send = (reply: FastifyReply, status: number, page: string) =>
    reply.code(status).headers(pageHeadersFor(publicUrl())).send(page);

  function bad(error: unknown, reply: FastifyReply) {
    if (!(error instanceof Refusal)) throw error;
    return send(reply, 404, badLinkPage(error.violation.message));
  }

  function typed(request: FastifyRequest): EnrolForm {
    return {
      organisation: field(request, 'organisation'),
      displayName: field(request, 'displayName'),
      name: field(request, 'name'),
      email: field(request, 'email'),
    };
  }

  return async (instance: FastifyInstance): Promise<void> => {
    answerBusyByPage(instance);
    readForms(instance);
    const schema = { hide: true };

    instance.get<{ Querystring: { token?: unknown } }>('/enrol', { schema }, async (request, reply) => {
      const { token } = request.query;
      if (token === undefined) {
        const kept = request.cookies[COOKIE] ?? '';
        try {
          return send(reply, 200, enrolPage({ ...(await linkTarget(accounts, kept)), error: null, form: null }));
        } catch (error) {
          return bad(error, reply);
        }
      }
      // the secret leaves the address bar and the history at once
      if (typeof token === 'string' && TOKEN.test(token)) {
        reply.setCookie(COOKIE, token, { ...cookieOptions, maxAge: MINUTES * 60 });
      }
      return reply.headers(pageHeadersFor(publicUrl())).redirect('/enrol', 303);
    });

    instance.post('/enrol', { schema }, async (request, reply) => {
      refuseCrossSite(request, new URL(publicUrl()).origin);
      const token = request.cookies[COOKIE] ?? '';
      const form = typed(request);
      const password = field(request, 'password');
      const { correlationId } = request;
      const call = { correlationId, origin: `sign-in ${request.ip} ${correlationId}` };
      try {
        const target = await linkTarget(accounts, token);
        if (password !== field(request, 'again')) {
          return send(reply, 422, enrolPage({ ...target, error: 'the two passwords are not the same', form }));
        }
        try {
          const name = await redeemLink(accounts, { token, password, ...form, tenantId, call });
          reply.clearCookie(COOKIE, cookieOptions);
          const query = `returnTo=%2Faccount&loginHint=${encodeURIComponent(name)}`;
          return reply.redirect(`/sign-in/start/${EMBEDDED_PROVIDER_ID}?${query}`, 303);
        } catch (error) {
          if (!(error instanceof Refusal) || error.violation.code === 'enrolmentLinkInvalid') throw error;
          return send(reply, 422, enrolPage({ ...target, error: error.violation.message, form }));
        }
      } catch (error) {
        return bad(error, reply);
      }
    });
  };
}
