// Opens the access index on the ledger of a company, in a process where nothing else is, and measures it. Started by
// measure-companies.ts.
import { type AccessIndex, openAccessIndex } from '../../src/access/access-index.ts';
import { compareInTurns } from '../compare-in-turns.ts';
import { openFixtureLedger } from '../fixture/organisation-ledger.ts';
import { at } from '../fixture/scope-tree.ts';
import type { Measurement, Quantity } from '../measurement.ts';
import { median } from '../median.ts';
import { company } from './company.ts';
import { companyQuestions } from './company-questions.ts';
import { compareRivals } from './compare-rivals.ts';
import type { ProcessOrder } from './process-order.ts';

const LONGEST_BUILD_SECONDS = 10;
const MOST_BYTES = 400;
const FEWEST_DECISIONS = 1_000_000;

async function measure(order: ProcessOrder): Promise<readonly Measurement[]> {
  const { folder, assignments, rounds, isLargest } = order;
  const made = company(order.company, Temporal.Instant.fromEpochMilliseconds(order.designedMs));
  const asked = companyQuestions(made, assignments, order.questions);
  const atMs = Date.now();
  const seconds: number[] = [];
  const bytes: number[] = [];
  let opened: Awaited<ReturnType<typeof openTimed>> | null = null;
  for (let round = 0; round < rounds; round += 1) {
    await opened?.ledger.close();
    opened = null;
    const before = memory();
    opened = await openTimed(folder);
    // with all that it remembers of what was asked
    for (const question of asked) opened.index.decideAtMs(question, atMs);
    bytes.push((memory() - before) / assignments);
    seconds.push(opened.seconds);
  }
  if (opened === null) throw new Error('an index is measured in one round at least');
  const { index, ledger } = opened;
  const size = assignments.toLocaleString('en');
  const quantity = (of: Pick<Quantity, 'name' | 'unit' | 'rounds' | 'aim' | 'note'>): Quantity => ({
    kind: 'quantity',
    value: median(of.rounds),
    ...of,
  });
  const measurements = [
    await measureDecisions(order, index, asked, atMs),
    quantity({
      name: `memory for each of ${size} assignments`,
      unit: 'bytes',
      rounds: bytes,
      aim: isLargest ? { of: 'everyRound', atMost: MOST_BYTES } : null,
      note: 'all that the index keeps, people, groups and scopes too, by the assignments; after each question was asked once',
    }),
    quantity({
      name: `building the index with ${size} assignments`,
      unit: 's',
      rounds: seconds,
      aim: { of: 'everyRound', atMost: LONGEST_BUILD_SECONDS },
      note: 'read from the tables of a ledger on SQLite',
    }),
    ...(await compareRivals({ ...order, company: made, index, asked, atMs, forMs: order.rivalMs })),
  ];
  await ledger.close();
  return measurements;
}

async function openTimed(folder: string) {
  const ledger = await openFixtureLedger(folder);
  const begun = performance.now();
  const index = await openAccessIndex(ledger);
  return { ledger, index, seconds: (performance.now() - begun) / 1000 };
}

/** On one core; beside it the look-up of answers that are known already. */
function measureDecisions(
  { assignments, rounds, decisionsPerRound, isLargest }: ProcessOrder,
  index: AccessIndex,
  asked: ReturnType<typeof companyQuestions>,
  atMs: number,
) {
  type Question = (typeof asked)[number];
  const keyOf = ({ principalId, action, scope }: Question) => `${principalId} ${action} ${scope}`;
  const decide = (question: Question) => index.decideAtMs(question, atMs).allowed;
  const known = new Map(asked.map((question) => [keyOf(question), decide(question)]));
  const lookUp = (question: Question) => known.get(keyOf(question)) === true;
  let allowed = 0;
  function round(answer: (question: Question) => boolean): number {
    const begun = performance.now();
    allowed = 0;
    for (let number = 0; number < decisionsPerRound; number += 1) if (answer(at(asked, number))) allowed += 1;
    return (decisionsPerRound * 1000) / (performance.now() - begun);
  }
  round(decide);
  round(lookUp);
  return compareInTurns({
    name: `access decisions in process with ${assignments.toLocaleString('en')} assignments`,
    aim: isLargest ? { of: 'perSecond', atLeast: FEWEST_DECISIONS } : null,
    rounds,
    measured: async () => round(decide),
    baseline: { name: 'look-up of a remembered answer in a `Map`', measured: async () => round(lookUp) },
    note: () => `${asked.length} questions, ${Math.round((allowed / decisionsPerRound) * 100)} % allowed`,
  });
}

/** In use, in bytes; Node runs with `--expose-gc`. */
function memory(): number {
  if (globalThis.gc === undefined) throw new Error('memory is measured with `--expose-gc`');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

process.once('message', async (order: ProcessOrder) => process.send?.(await measure(order)));
process.once('disconnect', () => process.exit());
