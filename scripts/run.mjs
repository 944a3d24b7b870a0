// `node scripts/run.mjs FILE [ARG ...]`: runs FILE on the pinned Node, after installing what is missing.
import { installIfMissing } from './install.mjs';
import { runOnPinnedNode } from './pinned-node.mjs';

installIfMissing();
runOnPinnedNode(process.argv.slice(2));
