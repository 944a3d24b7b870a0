import { readFile } from 'node:fs/promises';
import { expect, inject, it } from 'vitest';
import { compareDecisions } from './compare-decisions.ts';

/** A million by `npm run test:reference`; in every run as many as take a few seconds. */
const count = Number(process.env['BREVET_REFERENCE_DECISIONS'] ?? 25_000);

it(`answers ${count} random questions like the reference model`, { timeout: 3_600_000 }, async () => {
  const seed = inject('seed');
  const began = performance.now();
  const result = await compareDecisions(seed, count);
  const { disagreements, ...counts } = result;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`reference model, seed ${seed}: ${JSON.stringify(counts)} in ${seconds} s\n`);
  expect(disagreements).toEqual([]);
  expect(counts.decisions).toBe(count);
  // that there was something to disagree about
  expect(counts.permitted / count).toBeGreaterThan(0.05);
  expect(counts.denied).toBeGreaterThan(20);
  expect(counts.refusedCircles).toBeGreaterThan(0);
});

it('is a model of fifty lines', async () => {
  const text = await readFile(new URL('./may-do.ts', import.meta.url), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(50);
  expect(text.match(/from '([^']*)'/g)).toEqual(["from './world.ts'"]);
});
