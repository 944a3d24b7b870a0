import { type Measurement, reachesAim } from './measurement.ts';
import type { BenchmarkRun } from './run-benchmarks.ts';

/** The run as text for people: what, how fast, against what, and whether that is what was hoped for. */
export function presentRun({ machine, measurements }: BenchmarkRun): string {
  const { node, sqlite, cores, processor, flushMicroseconds } = machine;
  const head = [
    `Node ${node}, SQLite ${sqlite}, ${cores} cores (${processor})`,
    `one page is on the disk after ${Math.round(flushMicroseconds)} µs`,
    'each figure is the median of rounds that took turns with its baseline',
  ];
  return [...head, '', table(measurements), '', ...measurements.map(presentNote)].join('\n');
}

function table(measurements: readonly Measurement[]): string {
  const rows = [
    ['', 'Brevet /s', 'baseline /s', 'ratio', 'aim', ''],
    ...measurements.map((measurement) => [
      measurement.name,
      whole(measurement.perSecond),
      whole(measurement.baseline.perSecond),
      measurement.ratio.toFixed(2),
      presentAim(measurement),
      { true: 'reached', false: 'missed', null: '' }[String(reachesAim(measurement)) as 'true' | 'false' | 'null'],
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const aligned = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n');
}

function presentAim({ aim }: Measurement): string {
  if (aim === null) return 'none';
  return aim.of === 'ratio' ? `ratio ${aim.atLeast.toFixed(1)}` : `${whole(aim.atLeast)} /s`;
}

function presentNote({ name, baseline, note, rounds }: Measurement): string {
  const spread = (values: readonly number[]) => `${whole(Math.min(...values))} to ${whole(Math.max(...values))}`;
  return [
    name,
    `  baseline: ${baseline.name}`,
    `  ${note}`,
    `  rounds: ${spread(rounds)} /s, baseline ${spread(baseline.rounds)} /s`,
  ].join('\n');
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
