import { DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { FastifyInstance } from 'fastify';
import type { LedgerWatch } from '../../ledger/ledger-watch.ts';
import { houseTracer } from './house-tracer.ts';
import { TraceIds } from './trace-ids.ts';
import { traceLedger } from './trace-ledger.ts';
import { traceRequests } from './trace-requests.ts';

export interface TracingOptions {
  /** Of the collector; spans are posted to `/v1/traces` below it. */
  readonly endpoint: string;
  /** Of the calls whose callers say nothing of it, the share that is traced: from 0 to 1. */
  readonly share: number;
  readonly onError: (error: unknown) => void;
}

export interface Tracing {
  readonly ledger: Pick<LedgerWatch, 'submitted' | 'following'>;
  readonly watchRequests: (app: FastifyInstance) => void;
  /** Sends what is left, for at most so many milliseconds. */
  close(withinMs?: number): Promise<void>;
}

const CLOSES_WITHIN_MS = 3000;

/** Traces calls through commands and the ledger to those who follow it, and sends the spans over OTLP/HTTP. */
export function openTracing({ endpoint, share, onError }: TracingOptions): Tracing {
  const ids = new TraceIds();
  const quiet = () => {};
  const say = (message: string) => onError(new Error(`traces: ${message.slice(0, 300)}`));
  diag.setLogger(
    { error: say, warn: say, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const provider = new TracerProvider({
    idGenerator: ids,
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'brevet' }))
      // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }) })],
  });
  const tracer = houseTracer(provider.getTracer('brevet'), ids);
  return {
    ledger: traceLedger(tracer),
    watchRequests: traceRequests(tracer),
    async close(withinMs = CLOSES_WITHIN_MS) {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, withinMs);
      await Promise.race([provider.shutdown().catch(onError), late]);
      clearTimeout(timer);
      diag.disable();
    },
  };
}
