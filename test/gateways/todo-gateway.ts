import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { DEMO_TENANT_ID } from '../../src/demo/demo-organisation.ts';
import type { AbuseServer } from '../abuse/abuse-server.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

/** A call that came through to the application. */
export interface Passed {
  readonly method: string;
  readonly url: string;
  readonly subject: string | undefined;
}

export interface TodoGateway {
  readonly url: string;
  readonly checkPort: number;
  readonly passed: readonly Passed[];
  stopCheck(): Promise<void>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createPlainServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** nginx, the client that asks for it, and an application behind it, as the examples set them up. */
export async function todoGateway(
  brevet: AbuseServer,
  { nginx, issuer, users }: { readonly nginx: string; readonly issuer: string; readonly users: readonly string[] },
): Promise<TodoGateway> {
  const client = await clientOf(brevet);
  const folder = await mkdtemp(join(tmpdir(), 'brevet-nginx-'));
  const [port, checkPort] = [await freePort(), await freePort()];
  const passed: Passed[] = [];
  const application = createServer((request: IncomingMessage, response) => {
    const { method = '', url = '', headers } = request;
    passed.push({ method, url, subject: headers['x-subject']?.toString() });
    response.end('todos');
  }).listen(0, '127.0.0.1');
  await once(application, 'listening');

  const env = {
    BREVET_URL: brevet.url,
    BREVET_TENANT: DEMO_TENANT_ID,
    BREVET_CLIENT_ID: client.id,
    BREVET_CLIENT_SECRET: client.secret,
    SUBJECT_ISSUER: issuer,
    ROUTES: join(examples, 'gateway/routes.json'),
    PORT: String(checkPort),
  };
  const check = spawn(process.execPath, [join(examples, 'gateway/check.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(check.stdout, 'data');

  const written = await readFile(join(examples, 'nginx/nginx.conf'), 'utf8');
  const config = written
    .replace('127.0.0.1:9000', `127.0.0.1:${port}`)
    .replace('127.0.0.1:9001/', `127.0.0.1:${checkPort}/`)
    .replace('127.0.0.1:9002', `127.0.0.1:${(application.address() as AddressInfo).port}`);
  await writeFile(join(folder, 'nginx.conf'), config);
  // the passwords are all the same
  await writeFile(join(folder, 'users'), users.map((user) => `${user}:{PLAIN}secret\n`).join(''), { mode: 0o644 });
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) await mkdir(join(folder, name));
  const gateway = spawn(
    nginx,
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off; master_process off;'],
    {
      stdio: 'inherit',
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await vi.waitUntil(
    () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    { timeout: 20_000 },
  );
  return {
    url,
    checkPort,
    passed,
    stopCheck: () => stop(check),
    async close() {
      await stop(gateway);
      await stop(check);
      application.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function clientOf(brevet: AbuseServer): Promise<{ readonly id: string; readonly secret: string }> {
  const headers = [['Authorization', `Bearer ${brevet.token('grace', { amr: ['pwd', 'mfa'] })}`]] as const;
  const send = async (path: string, body: object) => {
    const answer = await brevet.send({
      method: 'POST',
      path: `/api/security/pim/service-principals${path}`,
      headers,
      body,
    });
    expect(answer.status, answer.text).toBe(201);
    return JSON.parse(answer.text);
  };
  const { id } = await send('', { displayName: 'nginx' });
  const { secret } = await send(`/${id}/credentials`, { displayName: 'of the gateway' });
  return { id, secret };
}
