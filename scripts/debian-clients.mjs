// Brings the Debian packages that the tests play, the clients, PostgreSQL and nginx, where that is possible; says why where it is not. The tests
// find out for themselves what is there, and skip the rest by name.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync } from 'node:fs';
import { projectRoot } from './install.mjs';

const PACKAGES = ['python3-azure', 'azure-cli', 'chromium', 'chromium-headless-shell', 'postgresql', 'nginx'];
const LONGEST_MS = 10 * 60_000;
const SWITCH = 'BREVET_TEST_CLIENTS';

function isInstalled() {
  const { status, stdout } = spawnSync('dpkg-query', ['-W', `-f=\${db:Status-Status} `, ...PACKAGES], {
    encoding: 'utf8',
  });
  return (
    status === 0 &&
    stdout
      .trim()
      .split(' ')
      .every((state) => state === 'installed')
  );
}

/** Why the packages cannot be installed here; null where they can. */
function whyNot() {
  if (process.env[SWITCH] === 'off') return `${SWITCH}=off says not to install them`;
  if (!existsSync('/usr/bin/apt-get')) return 'this is no Debian system';
  if (process.getuid?.() !== 0) return `only root can: apt-get install --no-install-recommends ${PACKAGES.join(' ')}`;
  return null;
}

/**
 * Begins to install the clients if they are missing (1 GB, two to three minutes), while other steps run; the promise
 * settles when they are there or cannot be had. Never fails.
 */
export async function installDebianClients() {
  if (isInstalled()) return;
  const reason = whyNot();
  if (reason !== null) return tell(`not played: ${reason}`);
  mkdirSync(`${projectRoot}node_modules/.cache`, { recursive: true });
  const logPath = `${projectRoot}node_modules/.cache/debian-clients.log`;
  tell(
    `installed now, beside the first steps (two to three minutes; log in ${logPath}); ${SWITCH}=off leaves them out`,
  );
  const log = openSync(logPath, 'w');
  const command = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn('sh', ['-c', command], { env, stdio: ['ignore', log, log], timeout: LONGEST_MS });
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve('not started'));
    child.on('exit', (status, signal) => resolve(status ?? signal));
  });
  if (code !== 0) tell(`not played: apt-get ended with ${code}, see ${logPath}`);
}

function tell(text) {
  process.stderr.write(`Debian's clients (${PACKAGES.join(', ')}) are ${text}.\n`);
}
