import type { Benchmark } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';

/** Those that are named, with commas between them; all where nothing is. Throws for a name that none has. */
export function chooseBenchmarks(only: string | undefined): readonly Benchmark[] {
  if (only === undefined) return benchmarks;
  const names = only.split(',');
  const unknown = names.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown === undefined) return benchmarks.filter(({ name }) => names.includes(name));
  throw new Error(`there is no benchmark \`${unknown}\`; there are ${benchmarks.map(({ name }) => name).join(', ')}`);
}
