// Builds the portal into web/dist, with its files compressed beside them, when it is missing or older than its sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { installIfMissing, pinnedNode, projectRoot } from './install.mjs';

const web = join(projectRoot, 'web');
const dist = join(web, 'dist');
const stampPath = join(dist, 'built-from.txt');
const COMPRESSIBLE = /\.(js|css|svg|webmanifest|html)$/;

/** A digest of everything that the portal is built from. */
function sourcesDigest() {
  const digest = createHash('sha256').update(readFileSync(join(projectRoot, 'package-lock.json')));
  const names = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('dist'));
  for (const name of names.sort()) {
    if (/\.\w+$/.test(name)) digest.update(name).update(readFileSync(join(web, name)));
  }
  return digest.digest('hex');
}

/** A worker of another build is another worker: browsers take it, and forget what the one before it kept. */
function nameBuild(digest) {
  const path = join(dist, 'service-worker.js');
  writeFileSync(path, readFileSync(path, 'utf8').replace('BUILD', digest.slice(0, 16)));
}

function compress() {
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!COMPRESSIBLE.test(name)) continue;
    const content = readFileSync(join(dist, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(join(dist, `${name}.br`), brotliCompressSync(content, { params }));
    writeFileSync(join(dist, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

/** Ends the process when the portal cannot be built. */
export function buildPortalIfStale() {
  const digest = sourcesDigest();
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === digest) return;
  process.stderr.write('Building the portal (once, a quarter of a minute) ...\n');
  const begun = performance.now();
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'];
  const { status } = spawnSync(pinnedNode, vite, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status || 1);
  nameBuild(digest);
  compress();
  writeFileSync(stampPath, digest);
  process.stderr.write(`Built the portal in ${((performance.now() - begun) / 1000).toFixed(1)} s.\n`);
}

if (process.argv[1] === join(projectRoot, 'scripts', 'build-portal.mjs')) {
  installIfMissing();
  buildPortalIfStale();
}
