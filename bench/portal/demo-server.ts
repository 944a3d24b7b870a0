import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface DemoServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the whole server on a folder, in a process of its own, as `npm start` does; the portal is built. */
export async function startDemoServer(dataDir: string): Promise<DemoServer> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, BREVET_DEMO: 'on', BREVET_PORT: '0', BREVET_DATA_DIR: dataDir, BREVET_LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const url = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /serves .* at (http:\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const died = exited.then(([code]): never => {
    throw new Error(`the server ended with code ${code} before it served`);
  });
  return {
    url: await Promise.race([url, died]),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
