import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { providerPath } from '../../identity/provider/provider-paths.ts';
import { answerBusyByCode } from './answer-busy.ts';
import type { SignInServices } from './sign-in-services.ts';

/**
 * Pages that the provider makes by itself run what it adds the digest of, and hand on to itself or to a program on the
 * person's machine.
 */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'self' http://localhost:* http://127.0.0.1:*; frame-ancestors 'none'";

/** Hands the requests below the tenant's address to the embedded OpenID provider, which reads and answers them itself. */
export function providerRoutes({ provider, publicUrl, tenantId }: SignInServices) {
  return async (instance: FastifyInstance): Promise<void> => {
    answerBusyByCode(instance);
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', (_request, _payload, done) => done(null));

    async function handOn(request: FastifyRequest, reply: FastifyReply) {
      const [path = '', query] = (request.raw.url ?? '/').split('?', 2);
      const own = providerPath(path, tenantId);
      if (own === null) return reply.callNotFound();
      const rest = query === undefined ? '' : `?${query}`;
      const { host, protocol } = new URL(publicUrl());
      const { ip } = request;
      const raw = Object.assign(request.raw, { originalUrl: `/${tenantId}${own}${rest}`, url: `${own}${rest}` });
      // addresses in its answers follow from these, so they are the public ones, whatever the client sent
      for (const name of Object.keys(raw.headers)) if (name.startsWith('x-forwarded-')) delete raw.headers[name];
      raw.headers.host = host;
      raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
      raw.headers['x-forwarded-for'] = ip;
      const answering = (await provider()).callback();
      reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value ?? '');
      reply.hijack();
      return answering(raw, reply.raw);
    }

    const schema = { hide: true };
    instance.all(`/${tenantId}/v2.0/.well-known/openid-configuration`, { schema }, handOn);
    instance.all(`/${tenantId}/oauth2/*`, { schema }, handOn);
    instance.all(`/${tenantId}/discovery/*`, { schema }, handOn);
    instance.all('/adfs/*', { schema }, handOn);
  };
}
