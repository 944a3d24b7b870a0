import { type SpawnSyncOptions, spawn, spawnSync } from 'node:child_process';
import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';
const LONGEST_MS = 30_000;

/** A certificate, its key, and the port at which who speaks TLS is answered. */
export interface TlsOfServer {
  readonly certPem: string;
  readonly keyPem: string;
  readonly port: number;
}

/** A PostgreSQL server of the tests' own, reached through a socket in its folder and by nobody else. */
export interface PrivatePostgres {
  readonly url: string;
  /** Ends it at once, as a crash would; what was committed is kept. */
  crash(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Where the newest server of Debian's packages is; null where none is installed. */
export async function postgresPrograms(): Promise<string | null> {
  const versions = (await readdir(DEBIAN).catch(() => [])).map(Number).filter((version) => version >= 14);
  return versions.length === 0 ? null : join(DEBIAN, String(Math.max(...versions)), 'bin');
}

/** PostgreSQL refuses to run as root. */
function asPostgres(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Makes and starts a server. `isDurable` costs time and is for tests of crashes. */
export async function privatePostgres(
  programs: string,
  { isDurable = false, tls = null as TlsOfServer | null } = {},
): Promise<PrivatePostgres> {
  const folder = await mkdtemp('/tmp/brevet-postgres-');
  const user = asPostgres();
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = (program: string, ...parameters: string[]) => {
    const options: SpawnSyncOptions = { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] };
    const { status, stderr } = spawnSync(join(programs, program), parameters, options);
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  };
  run('initdb', '-D', data, '-U', 'brevet', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N');
  for (const [name, pem] of tls === null
    ? []
    : [['server.crt', tls.certPem] as const, ['server.key', tls.keyPem] as const]) {
    await writeFile(join(data, name), pem, { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined) await chown(join(data, name), user.uid, user.gid);
  }
  const settings = {
    ...(tls === null ? { listen_addresses: '' } : { listen_addresses: '127.0.0.1', port: String(tls.port), ssl: 'on' }),
    unix_socket_directories: folder,
    max_connections: '200',
    log_min_messages: 'panic',
    autovacuum: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    jit: 'off',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let server: ReturnType<typeof spawn> | null = null;

  async function start(): Promise<void> {
    server = spawn(join(programs, 'postgres'), ['-D', data, ...given], { ...user, cwd: folder, stdio: 'ignore' });
    const isReady = () =>
      spawnSync(join(programs, 'pg_isready'), ['-q', '-h', folder, ...(tls === null ? [] : ['-p', String(tls.port)])])
        .status === 0;
    for (const until = Date.now() + LONGEST_MS; !isReady(); ) {
      if (server.exitCode !== null || Date.now() > until) throw new Error('the PostgreSQL of the tests did not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGQUIT is PostgreSQL's immediate shutdown. */
  async function crash(): Promise<void> {
    const ended = server;
    server = null;
    if (ended === null || ended.exitCode !== null) return;
    const exited = new Promise((resolve) => ended.once('exit', resolve));
    ended.kill('SIGQUIT');
    await exited;
  }

  // a run that is broken off leaves nothing behind
  process.once('exit', () => server?.kill('SIGQUIT'));
  await start();
  return {
    url: `postgres:///postgres?host=${encodeURIComponent(folder)}&user=brevet`,
    crash,
    start,
    async close() {
      await crash();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
