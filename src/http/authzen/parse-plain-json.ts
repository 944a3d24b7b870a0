import type { FastifyInstance } from 'fastify';

/**
 * Parses bodies as everywhere else, but looks for what would reach a prototype only where it could be: to search a batch of
 * questions by patterns costs a third of parsing it. Neither name can be written without its letters or a backslash.
 */
export function parsePlainJson(instance: FastifyInstance): void {
  const parseWithCare = instance.getDefaultJsonParser('error', 'error');
  instance.removeContentTypeParser('application/json');
  instance.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text.includes('\\') || text.includes('__proto__') || text.includes('constructor')) {
      return parseWithCare(request, text, done);
    }
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return parseWithCare(request, text, done);
    }
    return done(null, body);
  });
}
