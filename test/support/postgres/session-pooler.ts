import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';

const program = '/usr/sbin/pgbouncer';

/** Why no pooler can be played here; null where one can. */
export const whyNoPooler = existsSync(program)
  ? null
  : 'needs the Debian package pgbouncer: apt-get install --no-install-recommends pgbouncer';

export interface SessionPooler {
  /** The same database, reached through the pooler. */
  readonly url: string;
  close(): Promise<void>;
}

/** A private PgBouncer in session mode, as it is when nothing else is set, before the database of `url`. */
export async function sessionPooler(url: string): Promise<SessionPooler> {
  const target = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'brevet-pooler-'));
  const port = await freePort();
  const configuration = `
[databases]
* = host=${target.searchParams.get('host')} user=brevet
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = session
`;
  await writeFile(join(folder, 'pgbouncer.ini'), configuration);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(folder, Number(spawnSync('id', ['-u', 'postgres']).stdout), 0);
  const user = isRoot ? ['-u', 'postgres'] : [];
  const child = spawn(program, ['-q', ...user, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`the pooler ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url: `postgres://brevet@127.0.0.1:${port}${target.pathname}`,
    async close() {
      child.kill('SIGQUIT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
