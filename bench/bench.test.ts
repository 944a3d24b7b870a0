import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tinyPlan } from './benchmark-plan.ts';
import { median } from './compare-in-turns.ts';
import { listQuestions } from './lists/list-questions.ts';
import { presentRun } from './present-run.ts';
import { runBenchmarks } from './run-benchmarks.ts';

it('measures everything against its baseline and leaves no file behind, with tiny counts', async () => {
  const parentFolder = await mkdtemp(join(tmpdir(), 'brevet-bench-'));
  const progress: string[] = [];
  const run = await runBenchmarks({ plan: tinyPlan, parentFolder, onProgress: (what) => progress.push(what) });

  expect(run.measurements.map(({ name }) => name)).toEqual([
    'access decisions in process',
    'durable activations, 1 client',
    'durable activations, 32 clients',
    'access questions over HTTP, the same token each time',
    'access questions over HTTP, each token verified anew',
    ...listQuestions.map(({ name }) => name),
  ]);
  for (const { rounds, baseline, perSecond, ratio } of run.measurements) {
    expect(rounds).toHaveLength(tinyPlan.rounds);
    expect(baseline.rounds).toHaveLength(tinyPlan.rounds);
    expect(perSecond).toBe(median(rounds));
    expect(ratio).toBe(perSecond / baseline.perSecond);
    expect(Number.isFinite(ratio) && ratio > 0).toBe(true);
  }
  // both kinds of answer come up, in process and over HTTP
  for (const { note } of run.measurements.filter(({ name }) => name.startsWith('access'))) {
    expect(Number(/(\d+) % (?:allowed|permitted)/.exec(note)?.[1])).toBeGreaterThan(20);
    expect(Number(/(\d+) % (?:allowed|permitted)/.exec(note)?.[1])).toBeLessThan(80);
  }
  expect(run.machine.node).toBe(process.version);
  const text = presentRun(run);
  for (const { name, baseline } of run.measurements) expect(text).toContain(`${name}\n  baseline: ${baseline.name}`);
  // two organisations are made
  expect(progress).toHaveLength(2 + run.measurements.length);
  expect(await readdir(parentFolder)).toEqual([]);
  await rm(parentFolder, { recursive: true });
});

it.each([
  [[3], 3],
  [[1, 9], 5],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
])('median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});
