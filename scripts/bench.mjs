// `npm run bench`: installs what is missing, builds the portal where it is missing or stale, since the server is started
// too, and measures.
import { buildPortalIfStale } from './build-portal.mjs';
import { installIfMissing } from './install.mjs';
import { runOnPinnedNode } from './pinned-node.mjs';

installIfMissing();
buildPortalIfStale();
runOnPinnedNode(['bench/main.ts', ...process.argv.slice(2)]);
