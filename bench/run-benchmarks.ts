import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openAccessIndex } from '../src/access/access-index.ts';
import { measureActivations } from './activations/measure-activations.ts';
import type { BenchmarkPlan } from './benchmark-plan.ts';
import { measureDecisions } from './decisions/measure-decisions.ts';
import { measureEvaluations } from './evaluations/measure-evaluations.ts';
import { organisation } from './fixture/organisation.ts';
import { fillLedger, openFixtureLedger } from './fixture/organisation-ledger.ts';
import { measureLists } from './lists/measure-lists.ts';
import { type Machine, thisMachine } from './machine.ts';
import { measureFlush } from './measure-flush.ts';
import type { Measurement } from './measurement.ts';

export interface BenchmarkRun {
  readonly machine: Machine;
  readonly measurements: readonly Measurement[];
}

export interface RunOptions {
  readonly plan: BenchmarkPlan;
  /** Where a folder for the run is made and removed; its disk is the one that is measured. */
  readonly parentFolder: string;
  readonly onProgress: (what: string) => void;
}

const FLUSHES = 200;

/** Makes the organisation once and measures everything on it, one after the other. */
export async function runBenchmarks({ plan, parentFolder, onProgress }: RunOptions): Promise<BenchmarkRun> {
  await mkdir(parentFolder, { recursive: true });
  const folder = await mkdtemp(join(parentFolder, 'run-'));
  try {
    return await measureIn(folder, plan, onProgress);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, plan: BenchmarkPlan, onProgress: RunOptions['onProgress']) {
  const machine = thisMachine(measureFlush(folder, FLUSHES));
  onProgress(`making an organisation of ${plan.people} people`);
  const made = organisation(plan, Temporal.Now.instant().subtract({ hours: 24 }));
  const ledger = await openFixtureLedger(folder);
  const shared = { plan, folder, ledger, organisation: made };
  const [forOne, forMany] = made.eligibilities;
  try {
    await fillLedger(ledger, made);
    const accessIndex = await openAccessIndex(ledger);
    const steps: ReadonlyArray<() => Promise<Measurement>> = [
      () => measureDecisions({ ...shared, accessIndex }),
      () => measureActivations({ ...shared, eligibilities: forOne, clients: 1, aimRatio: 0.5 }),
      () => measureActivations({ ...shared, eligibilities: forMany, clients: 32, aimRatio: 2 }),
      () => measureEvaluations({ ...shared, remembersTokens: true, aimRatio: 0.6 }),
      () => measureEvaluations({ ...shared, remembersTokens: false, aimRatio: null }),
    ];
    const measurements: Measurement[] = [];
    for (const [index, step] of steps.entries()) {
      onProgress(`measuring ${index + 1} of ${steps.length}`);
      measurements.push(await step());
    }
    measurements.push(...(await measureLists({ plan, folder, onProgress })));
    return { machine, measurements };
  } finally {
    await ledger.close();
  }
}
