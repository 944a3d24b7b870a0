import { type Measurement, type Quantity, reachesAim } from './measurement.ts';
import type { BenchmarkRun } from './run-benchmarks.ts';

/** The run as text for people: what, how fast, against what, and whether that is what was hoped for. */
export function presentRun({ machine, measurements }: BenchmarkRun): string {
  const { node, sqlite, cores, processor, flushMicroseconds } = machine;
  const head = [
    `Node ${node}, SQLite ${sqlite}, ${cores} cores (${processor})`,
    `one page is on the disk after ${Math.round(flushMicroseconds)} µs`,
    'each figure is the median of rounds; a rate took turns with its baseline, and its ratio is the median of theirs',
  ];
  return [...head, '', table(measurements), '', ...measurements.map(presentNote)].join('\n');
}

function table(measurements: readonly Measurement[]): string {
  const rows = [
    ['', 'Brevet', 'baseline', 'ratio', 'aim', ''],
    ...measurements.map((measurement) => [
      measurement.name,
      ...figures(measurement),
      presentAim(measurement),
      { true: 'reached', false: 'missed', null: '' }[String(reachesAim(measurement)) as 'true' | 'false' | 'null'],
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const aligned = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n');
}

function figures(measurement: Measurement): readonly string[] {
  if (measurement.kind === 'quantity') return [amount(measurement.value, measurement), '', ''];
  const { perSecond, baseline, ratio } = measurement;
  return [`${number(perSecond)} /s`, `${number(baseline.perSecond)} /s`, ratio.toFixed(2)];
}

function presentAim(measurement: Measurement): string {
  if (measurement.aim === null) return 'none';
  if (measurement.kind === 'quantity') return `at most ${amount(measurement.aim.atMost, measurement)}`;
  const { of, atLeast } = measurement.aim;
  return of === 'ratio' ? `ratio ${atLeast.toFixed(1)}` : `${number(atLeast)} /s`;
}

function presentNote(measurement: Measurement): string {
  const { name, note, rounds } = measurement;
  if (measurement.kind === 'quantity') {
    return [name, `  ${note}`, `  rounds: ${spread(rounds, (value) => amount(value, measurement))}`].join('\n');
  }
  const { baseline } = measurement;
  return [
    name,
    `  baseline: ${baseline.name}`,
    `  ${note}`,
    `  rounds: ${spread(rounds, number)} /s, baseline ${spread(baseline.rounds, number)} /s`,
  ].join('\n');
}

function spread(values: readonly number[], present: (value: number) => string): string {
  return `${present(Math.min(...values))} to ${present(Math.max(...values))}`;
}

function amount(value: number, { unit }: Quantity): string {
  return `${number(value)} ${unit}`.trimEnd();
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
}
