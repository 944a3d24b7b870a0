import { isLoopback } from './is-loopback.ts';
import { type MetricsAddress, parseMetricsAddress } from './parse-metrics-address.ts';
import { Secret } from './secret.ts';
import { type Setting, type SettingDescription, setting } from './setting.ts';

/** What whoever runs the server sees of it. */
export interface TelemetrySetting {
  /** null: no metrics are served. */
  readonly metrics: MetricsAddress | null;
  /** null: whoever reaches the address may read. */
  readonly metricsToken: Secret | null;
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
  return Object.freeze({ metrics, metricsToken });
}
