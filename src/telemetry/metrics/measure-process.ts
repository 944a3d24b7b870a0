import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';
import { readGauges } from './read-gauges.ts';

const RESOLUTION_MS = 10;
const QUANTILES = [0.5, 0.99, 1];

/** Memory, processor and event loop of this process, under the names that are usual. Returns how to stop. */
export function measureProcess(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const registers = [registry];
  const gauge = readGauges(registry);
  const startedAt = Date.now() / 1000 - process.uptime();
  gauge('process_start_time_seconds', 'When the process was started, in seconds since the epoch', () => startedAt);
  gauge('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss());
  gauge('nodejs_heap_size_used_bytes', 'Memory in use by JavaScript', () => process.memoryUsage().heapUsed);
  gauge('nodejs_external_memory_bytes', 'Memory of buffers and bindings', () => process.memoryUsage().external);
  const usage = () => process.cpuUsage();
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time since the start',
    registers,
    collect() {
      this.reset();
      this.inc((usage().user + usage().system) / 1e6);
    },
  });
  new Gauge({
    name: 'brevet_event_loop_delay_seconds',
    help: 'For how long the event loop was held up since the metrics were last read, by quantile; 1 is the longest',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of QUANTILES) {
        const ns = quantile === 1 ? delay.max : delay.percentile(quantile * 100);
        // nothing was measured yet, or it was measured with the timer's own resolution
        const seconds = delay.count === 0 ? 0 : Math.max(0, ns / 1e9 - RESOLUTION_MS / 1000);
        this.set({ quantile: String(quantile) }, seconds);
      }
      delay.reset();
    },
  });
  return () => delay.disable();
}
