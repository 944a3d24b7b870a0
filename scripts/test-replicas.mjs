// `npm run test:replicas`: the full form of what is promised of many servers; some five minutes on a quiet machine.
import { spawnSync } from 'node:child_process';
import { installIfMissing, pinnedNode, projectRoot } from './install.mjs';

installIfMissing();
const full = { BREVET_REPLICA_TROUBLES: '12', BREVET_DATABASE_CRASHES: '20', BREVET_TEST_ROUNDS: '2000' };
const { status } = spawnSync(
  pinnedNode,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'postgres', 'test/replicas', ...process.argv.slice(2)],
  { cwd: projectRoot, stdio: 'inherit', env: { ...full, ...process.env } },
);
process.exit(status ?? 1);
