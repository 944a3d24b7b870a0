// `npm test`: installs what is missing, then lint, types and every test, in that order; stops at the first failure.
import { spawnSync } from 'node:child_process';
import { buildPortalIfStale } from './build-portal.mjs';
import { installDebianClients } from './debian-clients.mjs';
import { installIfMissing, pinnedNode, projectRoot } from './install.mjs';

installIfMissing();
const clients = installDebianClients();

const steps = [
  ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ['node_modules/typescript/bin/tsc', '--noEmit'],
  ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web'],
  ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)],
];

for (const step of steps) {
  // the tests play the clients and the portal, lint and types do without
  if (step === steps.at(-1)) {
    buildPortalIfStale();
    await clients;
  }
  const { status } = spawnSync(pinnedNode, step, { cwd: projectRoot, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
