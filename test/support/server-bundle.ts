import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { glob, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/server-bundle');

/** A module keeps its own address in the bundle: it finds its assets where they are. */
const ownAddress: Plugin = {
  name: 'own-address',
  transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    return code
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      .replaceAll('import.meta.main', 'false');
  },
};

/** A digest of everything that the bundle is built from. */
async function sourcesDigest(): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const files = await Array.fromAsync(glob(['src/**/*.{ts,json}', 'test/support/*.ts'], { cwd: root }));
  for (const file of files.sort()) {
    if (!file.endsWith('.test.ts')) digest.update(file).update(readFileSync(join(root, file)));
  }
  return digest.digest('hex').slice(0, 32);
}

/**
 * The server for crashes in one file, built once from the sources as they are; the path of it. To link its 2,800 modules
 * takes a second of each start, and a test that kills starts it some fifty times.
 */
export async function serverBundle(): Promise<string> {
  const name = await sourcesDigest();
  if (!existsSync(join(cache, name))) await buildBundle(name);
  return join(cache, name, 'crash-server.js');
}

async function buildBundle(name: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'begun-'));
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [ownAddress],
    // compiled for the machine, it stays beside its package
    ssr: { noExternal: true, external: ['@node-rs/argon2'] },
    build: { ssr: 'test/support/crash-server.ts', outDir: folder, target: 'esnext', minify: false },
  });
  for (const stale of await readdir(cache)) {
    if (!stale.startsWith('begun-') && stale !== name) await rm(join(cache, stale), { recursive: true, force: true });
  }
  try {
    await rename(folder, join(cache, name));
  } catch {
    // another worker was quicker with the same
    await rm(folder, { recursive: true });
  }
}
