import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface MetricsServerOptions {
  readonly host: string;
  readonly port: number;
  /** null: whoever reaches it may read. */
  readonly token: string | null;
  /** Certificate and key in PEM form; null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly read: () => Promise<string>;
  readonly onError: (error: unknown) => void;
}

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the metrics at an address of their own, and nothing else. */
export async function serveMetrics(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port, tls } = options;
  const answer: RequestListener = (request, response) => {
    answerWith(options, request, response).catch((error: unknown) => {
      options.onError(error);
      send(response, 500, 'the metrics cannot be read\n');
    });
  };
  const server = tls === null ? createServer(answer) : createTlsServer(tls, answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answerWith(
  { token, read }: MetricsServerOptions,
  { method, url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (url.split('?')[0] !== '/metrics') return send(response, 404, 'metrics are at /metrics\n');
  if (method !== 'GET') return send(response, 405, 'metrics are read with GET\n', { allow: 'GET' });
  if (token !== null && !isSame(headers.authorization ?? '', `Bearer ${token}`)) {
    return send(response, 401, 'metrics need the token of BREVET_METRICS_TOKEN\n', { 'www-authenticate': 'Bearer' });
  }
  send(response, 200, await read(), { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const usual = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, { ...usual, ...headers }).end(text);
}

/** Takes as long whatever is given. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
