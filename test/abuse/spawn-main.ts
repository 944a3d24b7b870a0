import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { compileCache } from '../support/compile-cache.ts';

export interface SpawnedMain {
  /** What it has written so far, to both outputs. */
  stdout(): string;
  stderr(): string;
  /** Ends it as an operator would; the exit code. */
  end(): Promise<number | null>;
  /** Settles with the exit code when it ends by itself. */
  readonly ended: Promise<number | null>;
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Starts the server as `npm start` does, with no setting but those given. */
export function spawnMain(settings: Readonly<Record<string, string>>): SpawnedMain {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'], ...compileCache, ...settings } });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    written.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    written.stderr += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    ended,
    end() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Where it serves, and the link by which the first administrator is set up, as it prints them. */
export async function readyMain(main: SpawnedMain): Promise<{ readonly url: string; readonly setUp: string }> {
  const found = () => ({
    url: /(http:\/\/[\w.]+:\d+)/.exec(main.stdout())?.[1] ?? '',
    setUp: /(http\S+\/enrol\?token=\S+)/.exec(main.stdout())?.[1] ?? '',
  });
  await vi.waitUntil(() => found().setUp !== '', { timeout: 50_000, interval: 100 });
  return found();
}
