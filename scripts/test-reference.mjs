// `npm run test:reference`: a million random decisions against the reference model. `npm test` runs a small part of them.
import { spawnSync } from 'node:child_process';
import { installIfMissing, pinnedNode, projectRoot } from './install.mjs';

installIfMissing();
const { status } = spawnSync(
  pinnedNode,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'sqlite', 'test/reference', ...process.argv.slice(2)],
  { cwd: projectRoot, stdio: 'inherit', env: { BREVET_REFERENCE_DECISIONS: '1000000', ...process.env } },
);
process.exit(status ?? 1);
