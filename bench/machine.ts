import { cpus } from 'node:os';

/** What the numbers were measured on; numbers of different machines cannot be compared, ratios to some degree. */
export interface Machine {
  readonly node: string;
  readonly sqlite: string;
  readonly cores: number;
  readonly processor: string;
  /** Microseconds until one page is on the disk that the ledgers of the run are on. */
  readonly flushMicroseconds: number;
}

export function thisMachine(flushMicroseconds: number): Machine {
  const [first] = cpus();
  return {
    node: process.version,
    sqlite: process.versions['sqlite'] ?? 'unknown',
    cores: cpus().length,
    processor: first?.model.trim() ?? 'unknown',
    flushMicroseconds,
  };
}
