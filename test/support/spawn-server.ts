import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { compileCache } from './compile-cache.ts';
import { serverBundle } from './server-bundle.ts';

export interface ServerProcess {
  readonly url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Stops the process where it is, until it is resumed. */
  pause(): void;
  resume(): void;
  /** Ends it as an operator would; the exit code. */
  terminate(): Promise<number | null>;
}

/** Starts the whole server in a process of its own; settles when it serves. */
export async function spawnServer(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [await serverBundle()], {
    env: {
      PATH: process.env['PATH'],
      ...compileCache,
      BREVET_PORT: '0',
      BREVET_LOG_LEVEL: 'fatal',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const url = await readyUrl(child, exited);
  return {
    url,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async terminate() {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
}

async function readyUrl(child: ChildProcess, exited: Promise<[number | null]>): Promise<string> {
  if (child.stdout === null) throw new Error('the server has no output');
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
  });
  const died = exited.then(([code]): never => {
    throw new Error(`the server ended with code ${code} before it served`);
  });
  return Promise.race([ready, died]);
}
