import { Registry } from 'prom-client';
import { measureProcess } from './measure-process.ts';
import { measureRequests } from './measure-requests.ts';
import { type MeasuredState, measureState } from './measure-state.ts';
import { type MeasuredWork, measureWork } from './measure-work.ts';

/** What is measured of one server. */
export interface Metrics extends MeasuredWork {
  readonly watchRequests: ReturnType<typeof measureRequests>;
  /** From now on it is told too what is found by looking. */
  watchState(state: MeasuredState): void;
  /** Everything in Prometheus' text format. */
  read(): Promise<string>;
  close(): void;
}

/** Begins to measure. No label has more values than the program knows; no person, scope or id is in one. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const stopProcess = measureProcess(registry);
  let look = async () => {};
  let reading: Promise<string> | null = null;

  async function readAnew(): Promise<string> {
    await look();
    return registry.metrics();
  }

  return {
    ...measureWork(registry),
    watchRequests: measureRequests(registry),
    watchState(state) {
      look = measureState(registry, state);
    },
    read() {
      // whoever asks while somebody is told is told the same
      reading ??= readAnew().finally(() => {
        reading = null;
      });
      return reading;
    },
    close: stopProcess,
  };
}
