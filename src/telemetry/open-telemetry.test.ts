import { afterEach, expect, it, vi } from 'vitest';
import type { OnTrouble } from '../ledger/trouble.ts';
import { openTelemetry } from './open-telemetry.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('logs a setting of traces that cannot be read, while it opens, and goes on', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', 'soon');
  const log = vi.fn<OnTrouble>();
  const telemetry = await openTelemetry({
    setting: {
      metrics: { host: '127.0.0.1', port: 0 },
      metricsToken: null,
      tracesEndpoint: 'http://127.0.0.1:9',
      tracesShare: 1,
    },
    tls: null,
    onServing: () => {},
    log,
  });
  expect(log).toHaveBeenCalledWith(expect.any(Error), { code: 'tracesFailed' });
  expect(String(log.mock.calls[0]?.[0])).toContain('OTEL_EXPORTER_OTLP_TIMEOUT');
  await telemetry.close();
});
