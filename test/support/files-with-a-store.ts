import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Whoever opens a store in a test does it through one of these. */
const STORES = ['test/support/stores/test-store.ts', 'test/support/stores/server-store.ts'];

const imports = new Map<string, readonly string[]>();

/** The files of the project that a file names; paths from the root. */
function importsOf(file: string): readonly string[] {
  let found = imports.get(file);
  if (found === undefined) {
    const named = readFileSync(file, 'utf8').matchAll(/(?:from|import) ?\(?'(\.[^']+\.ts)'/g);
    found = [...named].map(([, path = '']) => normalize(join(dirname(file), path))).filter((path) => existsSync(path));
    imports.set(file, found);
  }
  return found;
}

function reachesStore(file: string, seen: Set<string>): boolean {
  if (STORES.includes(file)) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  return importsOf(file).some((each) => reachesStore(each, seen));
}

/** Of the files that the patterns name, those that open a store on the engine of the run, however far away. */
export function filesWithAStore(patterns: readonly string[]): readonly string[] {
  const files = globSync([...patterns])
    .map(normalize)
    .sort();
  return files.filter((file) => reachesStore(file, new Set()));
}
