// Runs on whatever Node the machine has: brings node_modules up to the lock file when it is missing or behind.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url));
export const pinnedNode = `${projectRoot}node_modules/.bin/node`;

function isInstalled() {
  const installed = `${projectRoot}node_modules/.package-lock.json`;
  if (!existsSync(installed) || !existsSync(pinnedNode)) return false;
  return statSync(installed).mtimeMs >= statSync(`${projectRoot}package-lock.json`).mtimeMs;
}

/** Installs the locked packages, if they are not there yet. Ends the process when that fails. */
export function installIfMissing() {
  if (isInstalled()) return;
  process.stderr.write('Installing packages (once, about a minute) ...\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0 && existsSync(pinnedNode)) return;
  process.stderr.write('`npm ci` failed: Brevet needs the npm registry once, to install its packages.\n');
  process.exit(status || 1);
}
