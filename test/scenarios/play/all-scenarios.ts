import { readdirSync } from 'node:fs';
import type { Scenario } from './scenario.ts';

export interface Topic {
  readonly topic: string;
  readonly scenarios: readonly Scenario[];
}

/** Every table of the folder `test/scenarios`, by the topic that its file is named after. */
export async function allScenarios(): Promise<readonly Topic[]> {
  const folder = new URL('../', import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.scenarios.ts'))
    .sort();
  return Promise.all(
    files.map(async (name) => {
      const { scenarios } = (await import(new URL(name, folder).href)) as { scenarios: readonly Scenario[] };
      return { topic: name.replace('.scenarios.ts', ''), scenarios };
    }),
  );
}
