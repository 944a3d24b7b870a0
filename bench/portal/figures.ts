import { availableParallelism, loadavg } from 'node:os';
import { median } from '../median.ts';

/** What was measured so many times. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'kB';
  readonly values: readonly number[];
  /** At most; null: nothing is promised. */
  readonly aim: number | null;
}

/** The figures as a table: the median, the least and the most of each, and whether that is what was hoped for. */
export function presentFigures(figures: readonly Figure[]): string {
  const load = (loadavg()[0] ?? 0) / availableParallelism();
  const rows = figures.map(({ name, unit, values, aim }) => {
    const middle = median(values);
    return [
      name,
      `${middle.toFixed(0)} ${unit}`,
      `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`,
      aim === null ? '' : `${aim}`,
      aim === null ? '' : middle <= aim ? 'reached' : 'missed',
    ];
  });
  const all = [['', 'median', 'least to most', 'at most', ''], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [`${load.toFixed(1)} programs wanted each core`, '', ...lines].join('\n');
}
