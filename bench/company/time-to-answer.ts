import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { AccessRequest } from '../../src/access/access-index.ts';
import { freePort } from '../../test/support/free-port.ts';
import { gatewayToken } from '../evaluations/gateway-token.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const GIVE_UP_AFTER_MS = 600_000;

export interface StartOptions {
  /** With a ledger, which the server may add to. */
  readonly folder: string;
  /** Who asks. */
  readonly gatewayId: string;
  readonly question: AccessRequest;
}

/** Starts the real server on a ledger, as `npm start` does, and stops it; the seconds until it answered an access question. */
export async function timeToAnswer({ folder, gatewayId, question }: StartOptions): Promise<number> {
  const { token, issuer, audience, publicKey } = await gatewayToken(gatewayId);
  const keys = createServer((_, response) => response.end(JSON.stringify({ keys: [publicKey] })));
  await once(keys.listen(0, '127.0.0.1'), 'listening');
  const port = await freePort();
  const begun = performance.now();
  const server = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      BREVET_DEMO: 'off',
      BREVET_AUDIENCE: audience,
      BREVET_ISSUERS: JSON.stringify([
        { issuer, jwks_uri: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys` },
      ]),
      BREVET_DATA_DIR: folder,
      BREVET_PORT: String(port),
      BREVET_LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(server, 'exit');
  try {
    await answered(server, `http://127.0.0.1:${port}/access/v1/evaluation`, token, question);
    return (performance.now() - begun) / 1000;
  } finally {
    server.kill('SIGTERM');
    await exited;
    keys.close();
  }
}

async function answered(
  server: ChildProcess,
  url: string,
  token: string,
  { principalId, action, scope }: AccessRequest,
) {
  const body = JSON.stringify({
    subject: { type: 'user', id: principalId },
    action: { name: action },
    resource: { type: 'scope', id: scope },
  });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
    if (answer?.status === 200) return;
    if (answer !== null) throw new Error(`the server answers ${answer.status}: ${await answer.text()}`);
    if (server.exitCode !== null) throw new Error(`the server ended with code ${server.exitCode} before it answered`);
    if (performance.now() > giveUpAt) throw new Error('the server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
