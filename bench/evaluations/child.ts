import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own that answers messages one at a time. */
export interface Child {
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a file of this folder on the same Node, with these options of Node besides. */
export function startChild(file: string, nodeOptions: readonly string[] = []): Child {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, ...nodeOptions],
  });
  const gone = once(child, 'exit');
  return {
    async ask<Answer>(message: unknown) {
      child.send(message as object);
      const answer = await Promise.race([once(child, 'message'), gone.then(() => null)]);
      if (answer === null) throw new Error(`\`${file}\` ended before it answered`);
      return answer[0] as Answer;
    },
    async stop() {
      if (child.exitCode === null) child.disconnect();
      await gone;
    },
  };
}
