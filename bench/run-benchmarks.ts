import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openAccessIndex } from '../src/access/access-index.ts';
import type { Benchmark, BenchmarkContext, FilledLedger } from './benchmark.ts';
import type { BenchmarkPlan } from './benchmark-plan.ts';
import { organisation } from './fixture/organisation.ts';
import { fillLedger, openFixtureLedger } from './fixture/organisation-ledger.ts';
import { type Machine, thisMachine } from './machine.ts';
import { measureFlush } from './measure-flush.ts';
import type { Measurement } from './measurement.ts';
import { type BenchPostgres, benchPostgres } from './postgres/bench-postgres.ts';

export interface BenchmarkRun {
  readonly machine: Machine;
  readonly measurements: readonly Measurement[];
}

export interface RunOptions {
  readonly benchmarks: readonly Benchmark[];
  readonly plan: BenchmarkPlan;
  /** Where a folder for the run is made and removed; its disk is the one that is measured. */
  readonly parentFolder: string;
  readonly onProgress: (what: string) => void;
}

const FLUSHES = 200;

/** Measures one after the other, in a folder that is removed. */
export async function runBenchmarks({ parentFolder, ...options }: RunOptions): Promise<BenchmarkRun> {
  await mkdir(parentFolder, { recursive: true });
  const folder = await mkdtemp(join(parentFolder, 'run-'));
  try {
    return await measureIn(folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, { benchmarks, plan, onProgress }: Omit<RunOptions, 'parentFolder'>) {
  const machine = thisMachine(measureFlush(folder, FLUSHES));
  let filled: Promise<FilledLedger> | undefined;
  let postgres: Promise<BenchPostgres | null> | undefined;
  const context: BenchmarkContext = {
    plan,
    folder,
    onProgress,
    filledLedger() {
      filled ??= makeFilledLedger(context);
      return filled;
    },
    postgres() {
      postgres ??= benchPostgres();
      return postgres;
    },
  };
  try {
    const measurements: Measurement[] = [];
    for (const { name, measure } of benchmarks) {
      onProgress(`measuring ${name}`);
      measurements.push(...(await measure(context)));
    }
    return { machine, measurements };
  } finally {
    await filled?.then(({ ledger }) => ledger.close());
    await postgres?.then((started) => started?.close());
  }
}

async function makeFilledLedger({ plan, folder, onProgress }: BenchmarkContext): Promise<FilledLedger> {
  onProgress(`making an organisation of ${plan.people} people`);
  const made = organisation(plan, Temporal.Now.instant().subtract({ hours: 24 }));
  const ledger = await openFixtureLedger(folder);
  await fillLedger(ledger, made);
  return { ledger, organisation: made, accessIndex: await openAccessIndex(ledger) };
}
