import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A year, in seconds: so long a browser that came by HTTPS once asks for nothing else. */
const HSTS_SECONDS = 31_536_000;

/** Of every answer that does not say otherwise: kept nowhere, read as what it says it is, and no page for a browser. */
const always = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const overTls = { ...always, 'strict-transport-security': `max-age=${HSTS_SECONDS}` } as const;

/** Gives an answer the headers that keep browsers from doing more with it than is meant. */
export function secure(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // only a trusted proxy's word is left here, and an address that cannot be read has nothing else
  const isSecure = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  return reply.headers(isSecure ? overTls : always);
}

/** Gives them to every answer of the app. */
export function registerSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    secure(request, reply);
    done();
  });
}
