import type { AccessIndex } from '../src/access/access-index.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import type { BenchmarkPlan } from './benchmark-plan.ts';
import type { Organisation } from './fixture/organisation.ts';
import type { Measurement } from './measurement.ts';
import type { BenchPostgres } from './postgres/bench-postgres.ts';

/** The organisation of a run, in a ledger on SQLite. */
export interface FilledLedger {
  readonly ledger: Ledger;
  readonly organisation: Organisation;
  readonly accessIndex: AccessIndex;
}

/** What a benchmark has to work with. */
export interface BenchmarkContext {
  readonly plan: BenchmarkPlan;
  /** On the disk that is measured; it is removed after the run. */
  readonly folder: string;
  readonly onProgress: (what: string) => void;
  /** Made when it is first asked for, and the same for all of a run. */
  readonly filledLedger: () => Promise<FilledLedger>;
  /** Started when it is first asked for; null where PostgreSQL is not installed. */
  readonly postgres: () => Promise<BenchPostgres | null>;
}

/** Some lines of the report that are measured together. */
export interface Benchmark {
  /** As `--only` calls it. */
  readonly name: string;
  readonly measure: (context: BenchmarkContext) => Promise<readonly Measurement[]>;
}
