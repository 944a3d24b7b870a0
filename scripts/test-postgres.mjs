// `npm run test:postgres`: every test that opens a store, on PostgreSQL alone; the browsers too.
import { spawnSync } from 'node:child_process';
import { installIfMissing, pinnedNode, projectRoot } from './install.mjs';

installIfMissing();
const { status } = spawnSync(
  pinnedNode,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'postgres', ...process.argv.slice(2)],
  { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, BREVET_TEST_POSTGRES: 'all' } },
);
process.exit(status ?? 1);
