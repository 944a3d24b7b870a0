import type { FastifyInstance } from 'fastify';

const HEADER = 'x-request-id';
/** Visible signs of ASCII: what a log or a proxy reads as one word or sentence, and never as another header. */
const FORM = /^[\x20-\x7e]{1,256}$/;

/** Sends the caller's own id of a request back (AuthZEN 1.0 §10), where it is one; any other is not repeated. */
export function echoRequestId(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, reply, done) => {
    const sent = request.headers[HEADER];
    if (typeof sent === 'string' && FORM.test(sent)) reply.header(HEADER, sent);
    done();
  });
}
