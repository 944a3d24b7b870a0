import { Gauge, type Registry } from 'prom-client';

/** Makes gauges of a registry that are read at the moment at which somebody asks for the metrics. */
export function readGauges(registry: Registry) {
  return (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
}
