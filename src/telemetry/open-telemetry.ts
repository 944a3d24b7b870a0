import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../config/is-loopback.ts';
import type { MetricsAddress } from '../config/parse-metrics-address.ts';
import type { TelemetrySetting } from '../config/telemetry-settings.ts';
import type { LedgerWatch } from '../ledger/ledger-watch.ts';
import type { OnTrouble } from '../ledger/trouble.ts';
import type { MeasuredState } from './metrics/measure-state.ts';
import type { MeasuredWork } from './metrics/measure-work.ts';
import type { Metrics } from './metrics/open-metrics.ts';
import { type MetricsServer, serveMetrics } from './metrics/serve-metrics.ts';
import type { Tracing } from './tracing/open-tracing.ts';

export interface TelemetryOptions {
  readonly setting: TelemetrySetting;
  /** Certificate and key in PEM form; null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Told where the metrics are served. */
  readonly onServing: (port: number) => void;
  /** Writes a line about what failed and is tried again. */
  readonly log: OnTrouble;
}

/** Where the house tells what it does; what nobody wants to know is left out, and costs nothing. */
export interface Telemetry extends Partial<Pick<MeasuredWork, 'onDecided' | 'onRecorded'>> {
  /** Counts and logs what failed and is tried again. */
  readonly onError: OnTrouble;
  readonly ledger: LedgerWatch;
  readonly watches: ReadonlyArray<(app: FastifyInstance) => void>;
  /** From now on it can be read from outside. */
  serve(state: MeasuredState): Promise<void>;
  close(): Promise<void>;
}

type Watched = Omit<TelemetryOptions, 'log'> & Pick<Telemetry, 'onError'>;
type Measured = Omit<Telemetry, 'onError'>;

const NOT_MEASURED: Measured = { ledger: {}, watches: [], serve: async () => {}, close: async () => {} };

/** What an operator has asked to see of the server. */
export async function openTelemetry({ log, ...options }: TelemetryOptions): Promise<Telemetry> {
  const { metrics: address } = options.setting;
  const work = address === null ? null : await openedMetrics();
  const onError: OnTrouble = (error, trouble) => {
    work?.onError(trouble.code);
    log(error, trouble);
  };
  const metrics = work === null || address === null ? NOT_MEASURED : measured(work, address, { ...options, onError });
  const tracing = await traced({ ...options, onError });
  return {
    ...metrics,
    onError,
    ledger: { ...metrics.ledger, ...tracing?.ledger },
    watches: [...(tracing === null ? [] : [tracing.watchRequests]), ...metrics.watches],
    async close() {
      await metrics.close();
      await tracing?.close();
    },
  };
}

/** What metrics need is not even read where nobody wants them. */
async function openedMetrics(): Promise<Metrics> {
  const { openMetrics } = await import('./metrics/open-metrics.ts');
  return openMetrics();
}

/** Nor is what traces need. */
async function traced({ setting, onError }: Watched): Promise<Tracing | null> {
  const { tracesEndpoint: endpoint, tracesShare: share } = setting;
  if (endpoint === null) return null;
  const { openTracing } = await import('./tracing/open-tracing.ts');
  return openTracing({ endpoint, share, onError: (error) => onError(error, { code: 'tracesFailed' }) });
}

function measured(metrics: Metrics, address: MetricsAddress, { setting, tls, onServing, onError }: Watched): Measured {
  let server: MetricsServer | null = null;
  return {
    ledger: metrics.ledger,
    onDecided: metrics.onDecided,
    onRecorded: metrics.onRecorded,
    watches: [metrics.watchRequests],
    async serve(state) {
      metrics.watchState(state);
      const token = setting.metricsToken?.reveal() ?? null;
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
