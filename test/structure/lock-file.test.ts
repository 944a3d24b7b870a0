import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

interface LockedPackage {
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const path = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const locked: Readonly<Record<string, LockedPackage>> = JSON.parse(readFileSync(path, 'utf8')).packages;

/** Where npm would find a dependency of a package: beside it, or in a folder above it. */
function isLocked(from: string, name: string): boolean {
  const folders = from.split(/(?:^|\/)node_modules\//).filter((folder) => folder !== '');
  return Array.from({ length: folders.length + 1 }, (_, depth) => folders.slice(0, folders.length - depth)).some(
    (above) => [...above, name].map((folder) => `node_modules/${folder}`).join('/') in locked,
  );
}

// `npm ci` refuses a lock file that lists this platform's binaries only
it('locks every dependency of every package, also those for other platforms', () => {
  const missing = Object.entries(locked).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isLocked(from, name))
      .map((name) => `${name} of ${from}`),
  );
  expect(Object.keys(locked).length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

it('names no registry', () => {
  expect(Object.entries(locked).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
