import { isLoopback } from './is-loopback.ts';
import { isPlainUrl } from './is-plain-url.ts';
import { type MetricsAddress, parseMetricsAddress } from './parse-metrics-address.ts';
import { Secret } from './secret.ts';
import { type Setting, type SettingDescription, setting } from './setting.ts';

/** What whoever runs the server sees of it. */
export interface TelemetrySetting {
  /** null: no metrics are served. */
  readonly metrics: MetricsAddress | null;
  /** null: whoever reaches the address may read. */
  readonly metricsToken: Secret | null;
  /** Of a collector, without a slash at the end; null: nothing is traced. */
  readonly tracesEndpoint: string | null;
  /** From 0 to 1. */
  readonly tracesShare: number;
}

const LEAST_TOKEN = 20;

export const telemetrySettings = {
  metricsAddress: setting('BREVET_METRICS_ADDRESS', {
    meaning: 'address and port at which Prometheus reads metrics (`/metrics`); never the one that serves people',
    default: 'none: no metrics are served',
    allowed: 'host:port such as 127.0.0.1:9464 or [::1]:9464; one that others can reach with BREVET_METRICS_TOKEN',
    parse: parseMetricsAddress,
  }),
  metricsToken: setting('BREVET_METRICS_TOKEN', {
    meaning: 'what Prometheus sends as its bearer token to read the metrics',
    default: 'none: on a loopback address whoever reaches it may read',
    allowed: `letters, digits and -._~+/=, at least ${LEAST_TOKEN} of them`,
    isSecret: true,
    parse: (text) => (text.length >= LEAST_TOKEN && /^[A-Za-z0-9._~+/-]+=*$/.test(text) ? new Secret(text) : undefined),
  }),
  tracesEndpoint: setting('OTEL_EXPORTER_OTLP_ENDPOINT', {
    meaning: 'OpenTelemetry collector to which traces are sent over OTLP/HTTP (JSON, to `/v1/traces` below it)',
    default: 'none: nothing is traced',
    allowed: 'an http or https URL without credentials, query and fragment',
    parse: (text) => (isPlainUrl(text, ['https:', 'http:']) ? text.replace(/\/+$/, '') : undefined),
  }),
  tracesShare: setting('OTEL_TRACES_SAMPLER_ARG', {
    meaning: 'share of the calls that are traced, of those whose callers say nothing of it in `traceparent`',
    default: '1',
    allowed: 'a number from 0 to 1',
    parse: (text) => (/^(?:0|1|0?\.\d{1,6}|1\.0)$/.test(text) ? Number(text) : undefined),
  }),
};

/** Reads what belongs together, and complains of what does not. `mayBePlain`: others may be answered without TLS. */
export function readTelemetry(
  read: <Value>(from: Setting<Value>) => Value | undefined,
  complain: (by: SettingDescription, why: string) => void,
  mayBePlain: boolean,
): TelemetrySetting {
  const metrics = read(telemetrySettings.metricsAddress) ?? null;
  const metricsToken = read(telemetrySettings.metricsToken) ?? null;
  if (metrics !== null && !isLoopback(metrics.host)) {
    if (metricsToken === null) {
      complain(telemetrySettings.metricsAddress, ', which others can reach, without BREVET_METRICS_TOKEN');
    }
    if (!mayBePlain) {
      complain(
        telemetrySettings.metricsAddress,
        ', which others can reach, without TLS; set BREVET_TLS_CERT and BREVET_TLS_KEY, or BREVET_PLAIN_HTTP=on',
      );
    }
  }
  return Object.freeze({
    metrics,
    metricsToken,
    tracesEndpoint: read(telemetrySettings.tracesEndpoint) ?? null,
    tracesShare: read(telemetrySettings.tracesShare) ?? 1,
  });
}
