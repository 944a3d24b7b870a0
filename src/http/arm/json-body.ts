import type { FastifyInstance } from 'fastify';
import { ArmError } from './arm-error.ts';

/** Reads JSON bodies and no others. An empty body is none, whatever its content type says: cancel is sent so. */
export function readJsonBodies(instance: FastifyInstance): void {
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body).replace(/^\uFEFF/, '');
    if (text.trim() === '') return done(null, undefined);
    return parse(request, text, (error: Error | null, value?: unknown) => {
      if (error === null) return done(null, value);
      return done(new ArmError(400, 'InvalidRequestContent', 'the body is not JSON that can be read'));
    });
  });
}
