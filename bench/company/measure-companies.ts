import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchmarkContext } from '../benchmark.ts';
import { startChild } from '../evaluations/child.ts';
import { openFixtureLedger } from '../fixture/organisation-ledger.ts';
import type { Measurement, Quantity } from '../measurement.ts';
import { median } from '../median.ts';
import { type Company, company } from './company.ts';
import { companyQuestions } from './company-questions.ts';
import { fillCompany } from './fill-company.ts';
import type { ProcessOrder } from './process-order.ts';
import { timeToAnswer } from './time-to-answer.ts';

const LONGEST_START_SECONDS = 10;

/** The access index of one company with more and more assignments, and the start of the server with the most. */
export async function measureCompanies({
  plan,
  folder,
  onProgress,
}: BenchmarkContext): Promise<readonly Measurement[]> {
  const place = join(folder, 'company');
  await mkdir(place);
  const designedAt = Temporal.Now.instant();
  const made = company(plan.company, designedAt);
  const measurements: Measurement[] = [];
  let from: number | null = null;
  for (const assignments of plan.companyAssignments) {
    onProgress(`making a company with ${assignments} assignments`);
    const ledger = await openFixtureLedger(place);
    await fillCompany(ledger, made, from, assignments);
    await ledger.close();
    from = assignments;
    onProgress(`measuring it with ${assignments} assignments`);
    const order: ProcessOrder = {
      ...plan,
      folder: place,
      designedMs: designedAt.epochMilliseconds,
      assignments,
      isLargest: assignments === plan.companyAssignments.at(-1) && plan.isCompanyLarge,
    };
    const child = startChild('../company/company-process.ts', ['--expose-gc']);
    try {
      measurements.push(...(await child.ask<readonly Measurement[]>(order)));
    } finally {
      await child.stop();
    }
  }
  return [...measurements, await measureStart(made, place, from ?? 0, plan.starts)];
}

async function measureStart(made: Company, folder: string, assignments: number, starts: number): Promise<Quantity> {
  const [question] = companyQuestions(made, assignments, 1);
  if (question === undefined) throw new Error('there is no question to ask');
  const seconds: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    seconds.push(await timeToAnswer({ folder, gatewayId: made.gatewayId, question }));
  }
  return {
    kind: 'quantity',
    name: `start of the server with ${assignments.toLocaleString('en')} assignments`,
    unit: 's',
    value: median(seconds),
    rounds: seconds,
    aim: { of: 'everyRound', atMost: LONGEST_START_SECONDS },
    note: 'from the start of its process on a ledger on SQLite until it has answered an access question',
  };
}
