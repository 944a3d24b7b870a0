import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** A GUID that joins this call to what the caller logs; the caller's own where it sent one. */
    readonly correlationId: string;
  }
}

const NAMES = ['x-ms-correlation-request-id', 'x-correlation-id'];
/** W3C Trace Context: version, trace, span, flags. All zeros are no trace. */
const TRACE_PARENT =
  /^00-(?!0{32})([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The correlation id that the caller sent, or that of its trace, written as a GUID; null where it sent none, or something
 * else than a GUID.
 */
export function sentCorrelationId(headers: IncomingHttpHeaders): string | null {
  for (const name of NAMES) {
    const value = headers[name];
    if (typeof value === 'string' && GUID.test(value)) return value.toLowerCase();
  }
  const { traceparent } = headers;
  const trace = typeof traceparent === 'string' ? TRACE_PARENT.exec(traceparent) : null;
  return trace === null ? null : trace.slice(1).join('-');
}

/** Gives every request its correlation id; the request's own id where the caller sent none. */
export function registerCorrelation(app: FastifyInstance): void {
  app.decorateRequest('correlationId', {
    getter() {
      return sentCorrelationId(this.headers) ?? this.id;
    },
  });
}
