// `npm start`: installs what is missing, builds the portal where it is missing or stale, and serves.
import { buildPortalIfStale } from './build-portal.mjs';
import { installIfMissing } from './install.mjs';
import { runOnPinnedNode } from './pinned-node.mjs';

installIfMissing();
buildPortalIfStale();
runOnPinnedNode(['src/main.ts', ...process.argv.slice(2)]);
