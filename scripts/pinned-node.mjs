import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pinnedNode, projectRoot } from './install.mjs';

/** Runs a program on the pinned Node, hands it this process's signals, and ends as it ends. */
export function runOnPinnedNode(args) {
  // compiled code is kept, so that the next start is quicker
  const env = { NODE_COMPILE_CACHE: `${projectRoot}node_modules/.cache/node`, ...process.env };
  const child = spawn(pinnedNode, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}
