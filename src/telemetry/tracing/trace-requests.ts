import { type Span, type SpanContext, SpanKind, TraceFlags } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { failed, type HouseTracer } from './house-tracer.ts';

const TRACE_PARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
/** Asked every few seconds by whoever watches the server, and of no interest. */
const PROBES: readonly string[] = ['/livez', '/readyz'];

/** Where the caller is in its own trace; null where it says nothing that can be read. */
export function parentOf(traceparent: unknown): SpanContext | null {
  const [, traceId, spanId, flags] = typeof traceparent === 'string' ? (TRACE_PARENT.exec(traceparent) ?? []) : [];
  if (traceId === undefined || spanId === undefined) return null;
  const isSampled = (Number.parseInt(flags ?? '0', 16) & TraceFlags.SAMPLED) !== 0;
  return { traceId, spanId, isRemote: true, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE };
}

/** Traces calls, by the pattern of their route and never by their address. */
export function traceRequests(tracer: HouseTracer): (app: FastifyInstance) => void {
  const spans = new WeakMap<FastifyRequest, Span>();
  return (app) => {
    app.addHook('onRequest', (request, _reply, done) => {
      const route = request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
      if (PROBES.includes(route)) return done();
      const { correlationId, method, headers } = request;
      const outer = tracer.current()?.spanContext();
      const parent = outer ?? parentOf(headers['traceparent']);
      if (parent !== null) tracer.ids.remember(correlationId, parent.traceId);
      const isKnown = route !== 'unmatched';
      const span = tracer.start({
        name: isKnown ? `${method} ${route}` : route,
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': isKnown ? method : '_OTHER',
          'http.route': route,
          'brevet.correlation_id': correlationId,
        },
        parent,
        correlationId,
      });
      spans.set(request, span);
      tracer.within(span, done);
    });
    // a body that was waited for was read outside of everything
    app.addHook('preValidation', (request, _reply, done) => {
      const span = spans.get(request);
      if (span === undefined) done();
      else tracer.within(span, done);
    });
    app.addHook('onResponse', (request, reply, done) => {
      const span = spans.get(request);
      span?.setAttribute('http.response.status_code', reply.statusCode);
      if (span !== undefined && reply.statusCode >= 500) failed(span, String(reply.statusCode));
      span?.end();
      done();
    });
  };
}
