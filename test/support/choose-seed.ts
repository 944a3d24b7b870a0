import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly seed: number;
  }
}

/** Chooses the seed of all property tests of a run and prints it; `BREVET_TEST_SEED` repeats a run. */
export default function chooseSeed({ provide }: TestProject): void {
  const given = process.env['BREVET_TEST_SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number.parseInt(given, 10);
  provide('seed', seed);
  console.log(`property tests use seed ${seed}; repeat them with BREVET_TEST_SEED=${seed}`);
}
