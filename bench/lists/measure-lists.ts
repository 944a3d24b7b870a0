import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openAccessIndex } from '../../src/access/access-index.ts';
import { weakestAssurance } from '../../src/domain/assurance.ts';
import { buildApp } from '../../src/http/app.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import type { BenchmarkPlan } from '../benchmark-plan.ts';
import { compareInTurns } from '../compare-in-turns.ts';
import { databasePath, fillLedger, openFixtureLedger } from '../fixture/organisation-ledger.ts';
import type { Rate } from '../measurement.ts';
import { type ListOrganisation, listOrganisation } from './list-organisation.ts';
import { type ListQuestion, listQuestions } from './list-questions.ts';
import { multiplyAssignments } from './multiply-assignments.ts';

/** A page may cost one and a half times as much with many assignments as with few. */
const AIM_RATIO = 1 / 1.5;

/**
 * Pages of each list for a second of the processor with many assignments; beside it a page of as many entries with few.
 * Time on the processor, as what else the machine does costs a page nothing.
 */
export async function measureLists({ plan, folder, onProgress }: BenchmarkContext): Promise<readonly Rate[]> {
  const { few, many, appended } = plan.listedAssignments;
  onProgress(`making organisations of ${few} and ${many} assignments`);
  const small = await openOrganisation(join(folder, 'few'), few, appended);
  const large = await openOrganisation(join(folder, 'many'), many, appended);
  try {
    const measurements: Rate[] = [];
    for (const question of listQuestions) {
      onProgress(`measuring ${question.name}`);
      measurements.push(await measureList(question, plan, small, large));
    }
    return measurements;
  } finally {
    await small.close();
    await large.close();
  }
}

type Organisation = Awaited<ReturnType<typeof openOrganisation>>;

async function measureList(question: ListQuestion, plan: BenchmarkPlan, small: Organisation, large: Organisation) {
  const [ofSmall, ofLarge] = [await small.reader(question), await large.reader(question)];
  const round = (read: () => Promise<number>) => async () => {
    const begun = process.cpuUsage();
    for (let index = 0; index < plan.pagesPerRound; index += 1) await read();
    const { user, system } = process.cpuUsage(begun);
    return (plan.pagesPerRound * 1_000_000) / (user + system);
  };
  const entries = [await ofSmall(), await ofLarge()];
  return compareInTurns({
    name: question.name,
    aim: { of: 'ratio', atLeast: AIM_RATIO },
    rounds: plan.rounds,
    measured: round(ofLarge),
    baseline: { name: `the same with ${plan.listedAssignments.few} assignments`, measured: round(ofSmall) },
    note: () => `${entries[1]} entries a page with ${large.assignments} assignments, ${entries[0]} with few`,
  });
}

async function openOrganisation(folder: string, assignments: number, mostAppended: number) {
  await mkdir(folder, { recursive: true });
  const appended = Math.min(assignments, mostAppended);
  const made: ListOrganisation = listOrganisation(appended, Temporal.Now.instant().subtract({ hours: 24 }));
  const filling = await openFixtureLedger(folder);
  await fillLedger(filling, made);
  await filling.close();
  const { fromMs, count } = made.others;
  const copies = Math.round((assignments - appended) / count);
  multiplyAssignments(databasePath(folder), { fromMs, spanMs: count, copies });
  const ledger = await openFixtureLedger(folder);
  const app = await buildApp({
    services: {
      ledger,
      accessIndex: await openAccessIndex(ledger),
      clock: () => Temporal.Now.instant(),
      newId: randomUUID,
      // believes whoever says who they are: signing in is not what is measured
      authenticator: {
        authenticate: async (principalId = '', call) => ({ ...call, principalId, assurance: weakestAssurance }),
      },
    },
  });
  const get = async (principalId: string, url: string) => {
    const answer = await app.inject({ url, headers: { authorization: principalId } });
    if (answer.statusCode !== 200) throw new Error(`${url} answers ${answer.statusCode}: ${answer.body}`);
    return answer.json();
  };
  return {
    assignments: appended + copies * count,
    /** Reads the page, and tells how many entries it has. */
    async reader({ by, url, isNext = false }: ListQuestion): Promise<() => Promise<number>> {
      const caller = made.looked[by];
      const first = url(made.looked);
      const page = isNext ? await get(caller, first) : null;
      const address = page?.nextLink === undefined ? first : page.nextLink.slice(page.nextLink.indexOf('/', 8));
      return async () => {
        const { value, items } = await get(caller, address);
        return (value ?? items).length;
      };
    },
    async close() {
      await app.close();
      await ledger.close();
    },
  };
}
