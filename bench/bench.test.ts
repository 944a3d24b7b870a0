import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { postgresPrograms } from '../test/support/postgres/private-postgres.ts';
import { tinyPlan } from './benchmark-plan.ts';
import { benchmarks } from './benchmarks.ts';
import { chooseBenchmarks } from './choose-benchmarks.ts';
import { listQuestions } from './lists/list-questions.ts';
import { reachesAim } from './measurement.ts';
import { median } from './median.ts';
import { presentRun } from './present-run.ts';
import { runBenchmarks } from './run-benchmarks.ts';

const postgresMeasurements = [
  'durable activations on PostgreSQL, 1 client',
  'durable activations on PostgreSQL, 1 client, beside plain transactions',
  'durable activations on PostgreSQL, 32 clients',
  'durable activations on PostgreSQL, 32 clients, beside plain transactions',
];

/** It starts a dozen processes, one after the other. */
const MANY_PROCESSES_MS = 480_000;

it(
  'measures everything against its baseline and leaves no file behind, with tiny counts',
  async () => {
    const parentFolder = await mkdtemp(join(tmpdir(), 'brevet-bench-'));
    const progress: string[] = [];
    const isThere = (await postgresPrograms()) !== null;
    const engines = isThere ? ['SQLite', 'PostgreSQL'] : ['SQLite'];
    const run = await runBenchmarks({
      benchmarks,
      plan: tinyPlan,
      parentFolder,
      onProgress: (what) => progress.push(what),
    });

    expect(run.measurements.map(({ name }) => name)).toEqual([
      'access decisions in process',
      'access decisions in process with 300 assignments',
      'memory for each of 300 assignments',
      'building the index with 300 assignments',
      'decisions with 300 assignments beside casbin',
      'decisions with 300 assignments beside `cedar-wasm`',
      'start of the server with 300 assignments',
      'durable activations, 1 client',
      'durable activations, 32 clients',
      ...(isThere ? postgresMeasurements : []),
      'access questions over HTTP, the same token each time',
      'access questions over HTTP, in batches of 10',
      'access questions over HTTP, each token verified anew',
      ...listQuestions.map(({ name }) => name),
      ...engines.flatMap((engine) => [
        `late decisions while 40 activations end in one second, ${engine}`,
        `until 40 ends in one second are on record, ${engine}`,
      ]),
    ]);
    const text = presentRun(run);
    for (const measurement of run.measurements) {
      const { name, rounds } = measurement;
      expect(rounds.every(Number.isFinite)).toBe(true);
      if (measurement.kind === 'quantity') {
        if (name.startsWith('late decisions')) expect(measurement.value).toBe(0);
        continue;
      }
      const { baseline, perSecond, ratio } = measurement;
      if (listQuestions.some((question) => question.name === name)) {
        // more than were appended: the rest was copied
        expect(Number(/with (\d+) assignments/.exec(measurement.note)?.[1])).toBeGreaterThan(1_000);
      }
      expect(rounds).toHaveLength(tinyPlan.rounds);
      expect(baseline.rounds).toHaveLength(tinyPlan.rounds);
      expect(perSecond).toBe(median(rounds));
      expect(ratio).toBe(median(rounds.map((each, round) => each / (baseline.rounds[round] as number))));
      expect(ratio).toBeGreaterThan(0);
      expect(text).toContain(`${name}\n  baseline: ${baseline.name}`);
    }
    // both kinds of answer come up, in process and over HTTP
    for (const { note } of run.measurements.filter(({ name }) => name.startsWith('access'))) {
      expect(Number(/(\d+) % (?:allowed|permitted)/.exec(note)?.[1])).toBeGreaterThan(20);
      expect(Number(/(\d+) % (?:allowed|permitted)/.exec(note)?.[1])).toBeLessThan(80);
    }
    expect(run.machine.node).toBe(process.version);
    expect(progress.length).toBeGreaterThanOrEqual(benchmarks.length);
    expect(await readdir(parentFolder)).toEqual([]);
    await rm(parentFolder, { recursive: true });
  },
  MANY_PROCESSES_MS,
);

it('measures what is named alone, and refuses a name that nothing has', () => {
  expect(chooseBenchmarks(undefined)).toEqual(benchmarks);
  expect(chooseBenchmarks('lists,decisions').map(({ name }) => name)).toEqual(['decisions', 'lists']);
  expect(() => chooseBenchmarks('lists,nothing')).toThrow(/no benchmark `nothing`; there are decisions, /);
});

it.each([
  ['median', [1, 2, 9], 2, true],
  ['median', [1, 3, 9], 2, false],
  ['everyRound', [1, 2, 2], 2, true],
  ['everyRound', [1, 2, 9], 2, false],
] as const)('an aim at the %s of %j that is at most %d is reached: %s', (of, rounds, atMost, expected) => {
  const quantity = { kind: 'quantity', name: '', unit: 'ms', value: median(rounds), rounds, note: '' } as const;
  expect(reachesAim({ ...quantity, aim: { of, atMost } })).toBe(expected);
  expect(reachesAim({ ...quantity, aim: null })).toBeNull();
});

it.each([
  [[3], 3],
  [[1, 9], 5],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
])('median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});
