import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../config/is-loopback.ts';
import type { TelemetrySetting } from '../config/telemetry-settings.ts';
import type { LedgerWatch } from '../ledger/ledger-watch.ts';
import type { OnTrouble } from '../ledger/trouble.ts';
import type { MeasuredState } from './metrics/measure-state.ts';
import type { MeasuredWork } from './metrics/measure-work.ts';
import { openMetrics } from './metrics/open-metrics.ts';
import { type MetricsServer, serveMetrics } from './metrics/serve-metrics.ts';
import type { Tracing } from './tracing/open-tracing.ts';

export interface TelemetryOptions {
  readonly setting: TelemetrySetting;
  /** Certificate and key in PEM form; null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Told where the metrics are served. */
  readonly onServing: (port: number) => void;
  readonly onError: OnTrouble;
}

/** Where the house tells what it does; what nobody wants to know is left out, and costs nothing. */
export interface Telemetry extends Partial<Pick<MeasuredWork, 'onDecided' | 'onRecorded' | 'onError'>> {
  readonly ledger: LedgerWatch;
  readonly watches: ReadonlyArray<(app: FastifyInstance) => void>;
  /** From now on it can be read from outside. */
  serve(state: MeasuredState): Promise<void>;
  close(): Promise<void>;
}

/** What an operator has asked to see of the server. */
export async function openTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const metrics = measured(options);
  const tracing = await traced(options);
  return {
    ...metrics,
    ledger: { ...metrics.ledger, ...tracing?.ledger },
    watches: [...(tracing === null ? [] : [tracing.watchRequests]), ...metrics.watches],
    async close() {
      await metrics.close();
      await tracing?.close();
    },
  };
}

/** What traces need is not even read where nobody wants them. */
async function traced({ setting, onError }: TelemetryOptions): Promise<Tracing | null> {
  const { tracesEndpoint: endpoint, tracesShare: share } = setting;
  if (endpoint === null) return null;
  const { openTracing } = await import('./tracing/open-tracing.ts');
  return openTracing({ endpoint, share, onError: (error) => onError(error, { code: 'tracesFailed' }) });
}

function measured({ setting, tls, onServing, onError }: TelemetryOptions): Telemetry {
  const { metrics: address, metricsToken } = setting;
  if (address === null) return { ledger: {}, watches: [], serve: async () => {}, close: async () => {} };
  const metrics = openMetrics();
  let server: MetricsServer | null = null;
  return {
    ledger: metrics.ledger,
    onDecided: metrics.onDecided,
    onRecorded: metrics.onRecorded,
    onError: metrics.onError,
    watches: [metrics.watchRequests],
    async serve(state) {
      metrics.watchState(state);
      const token = metricsToken?.reveal() ?? null;
      // who reads on this machine needs no name that a certificate has
      const { read } = metrics;
      server = await serveMetrics({
        ...address,
        token,
        tls: isLoopback(address.host) ? null : tls,
        read,
        onError: (error) => onError(error, { code: 'metricsFailed' }),
      });
      onServing(server.port);
    },
    async close() {
      await server?.close();
      metrics.close();
    },
  };
}
