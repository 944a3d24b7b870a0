// `npm run test:postgres`: every test that opens a store, on PostgreSQL alone.
import { spawnSync } from 'node:child_process';
import { installIfMissing, pinnedNode, projectRoot } from './install.mjs';

installIfMissing();
const { status } = spawnSync(
  pinnedNode,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'postgres', ...process.argv.slice(2)],
  { cwd: projectRoot, stdio: 'inherit' },
);
process.exit(status ?? 1);
