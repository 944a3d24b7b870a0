import type { FastifyBaseLogger, FastifyRequest, FastifyServerOptions } from 'fastify';
import { sentCorrelationId } from './correlation.ts';

/** Longer addresses are cut in the log. */
const MOST_TEXT = 2000;
const TOKEN = /([?&][^=&]*(?:token|cursor|code|secret|assertion)[^=&]*=)[^&]*/gi;

/** The address as the client wrote it, without the values that let somebody in or lead on. */
export function loggedUrl(originalUrl: string): string {
  return originalUrl.replace(TOKEN, '$1(hidden)').slice(0, MOST_TEXT);
}

const serializers = {
  req: ({ method, originalUrl, host, ip }: FastifyRequest) => ({
    method,
    url: loggedUrl(originalUrl),
    host,
    remoteAddress: ip,
  }),
};

/** Options of an app with this logger: each line of a request carries the correlation id, none a header. */
export function loggedBy(logger: FastifyBaseLogger) {
  const childLoggerFactory: FastifyServerOptions['childLoggerFactory'] = (parent, bindings, options, { headers }) => {
    const correlationId = sentCorrelationId(headers) ?? bindings['reqId'];
    return parent.child({ ...bindings, correlationId }, { ...options, serializers });
  };
  return { loggerInstance: logger, childLoggerFactory };
}
