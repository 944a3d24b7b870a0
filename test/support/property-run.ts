import { inject } from 'vitest';

/** The parameters of a property: how often it is tried, and the seed that was printed when the tests started. */
export function propertyRun(numRuns = 2000): { readonly numRuns: number; readonly seed: number } {
  return { numRuns, seed: inject('seed') };
}
