import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const SYSTEM_PYTHON = '/usr/bin/python3';
const AZ = '/usr/bin/az';

/** Why Debian's Python library cannot be played here; null where it can. */
export function whyNoPythonAzure(): string | null {
  return whyNot(SYSTEM_PYTHON, ['-c', 'import azure.mgmt.authorization'], 'the Debian package python3-azure');
}

/** Why Debian's command line cannot be played here; null where it can. */
export function whyNoAzureCli(): string | null {
  return whyNot(AZ, ['--help'], 'the Debian package azure-cli');
}

function whyNot(program: string, args: readonly string[], what: string): string | null {
  const { status } = spawnSync(program, args, { stdio: 'ignore', timeout: 60_000 });
  return status === 0 ? null : `${what} is not installed`;
}

export interface ClientResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const pythonProgram = (file: string, env: Readonly<Record<string, string>>) => run(SYSTEM_PYTHON, [file], env);
export const az = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  onStderr?: (chunk: string) => void,
) => run(AZ, args, env, onStderr);

/** Runs a client to its end with no setting but those given. */
async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  onStderr?: (chunk: string) => void,
): Promise<ClientResult> {
  const child = spawn(program, args, {
    env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1', ...env },
  });
  child.stdin.end();
  if (onStderr) child.stderr.on('data', (chunk: Buffer) => onStderr(chunk.toString()));
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}
