import type { FastifyInstance, FastifyRequest } from 'fastify';

const LARGEST_FORM_BYTES = 64 * 1024;

/** Lets the routes of an instance read forms and nothing else. */
export function readForms(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}

/** A field of the form that was sent; empty where it was not, or more than once. */
export function field(request: FastifyRequest, name: string): string {
  const values = request.body instanceof URLSearchParams ? request.body.getAll(name) : [];
  return values.length === 1 ? (values[0] ?? '') : '';
}
