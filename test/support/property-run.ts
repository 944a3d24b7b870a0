import { inject } from 'vitest';

/** The parameters of a property: how often it is tried, and the seed that was printed when the tests started. */
export function propertyRun(numRuns = 2000): { readonly numRuns: number; readonly seed: number } {
  return { numRuns, seed: inject('seed') };
}

/** Whether a property with a ledger for each run is tried as often as it takes to reach everything that can happen. */
export function isTriedOften(): boolean {
  return inject('postgres') === undefined;
}

/** The same of a property with a ledger for each run: on PostgreSQL, where each command is many journeys, a tenth. */
export function ledgerPropertyRun(): ReturnType<typeof propertyRun> {
  return propertyRun(isTriedOften() ? 2000 : 200);
}
