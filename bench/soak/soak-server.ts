// The whole server as a process of its own, with a clock that runs fast; tells how it is whenever it is asked.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadConfig } from '../../src/config.ts';
import { startBrevet } from '../../src/main.ts';
import { soakClock } from './soak-clock.ts';

const RESOLUTION_MS = 2;

export interface StartSoakServer {
  readonly dataDir: string;
  readonly originMs: number;
  readonly rate: number;
}

/** Bytes, and milliseconds for which the event loop was held up since it was asked last. */
export interface Health {
  readonly rss: number;
  /** After everything that nobody needs was collected. */
  readonly heap: number;
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
}

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let brevet: Awaited<ReturnType<typeof startBrevet>> | null = null;

async function start({ dataDir, originMs, rate }: StartSoakServer): Promise<{ readonly url: string }> {
  const off = ['PER_CALLER', 'PER_ADDRESS'].map((name) => [`BREVET_CALLS_${name}`, 'off']);
  const env = { BREVET_PORT: '0', BREVET_DATA_DIR: dataDir, BREVET_LOG_LEVEL: 'error', ...Object.fromEntries(off) };
  brevet = await startBrevet({ config: loadConfig(env), clock: soakClock(originMs, rate) });
  delay.enable();
  return { url: brevet.url };
}

function health(): Health {
  const inMs = (ns: number) => Math.max(0, Math.round((ns / 1e6 - RESOLUTION_MS) * 10) / 10);
  const seen = { p50: inMs(delay.percentile(50)), p99: inMs(delay.percentile(99)), max: inMs(delay.max) };
  // to collect holds the loop up, which is nothing that the server does
  if (globalThis.gc === undefined) throw new Error('start it with --expose-gc');
  globalThis.gc();
  delay.reset();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external, delay: seen };
}

process.on('message', async (message: StartSoakServer | 'health') => {
  process.send?.(message === 'health' ? health() : await start(message));
});
process.on('disconnect', async () => {
  await brevet?.stop();
  process.exit(0);
});
