import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TakenCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ChaoticHttp {
  readonly url: string;
  /** Everything that was read to its end and not refused, repeats too. */
  taken(): readonly TakenCall[];
  /** How often each kind of trouble was made. */
  troubles(): Readonly<Record<string, number>>;
  /** Behaves from now on. */
  calm(): void;
  close(): Promise<void>;
}

/** So long it is silent before it hangs up, in milliseconds. */
const SILENCE_MS = 300;

/**
 * A receiver of webhooks as one hopes never to meet it: it hangs up before, in the middle and at the end, is silent, answers
 * 4xx, 429, 5xx and redirects, and resets the connection after it has taken a message and before it says so, all at random.
 */
export async function chaoticHttp(random: () => number): Promise<ChaoticHttp> {
  const calls: TakenCall[] = [];
  const counts: Record<string, number> = {};
  let isCalm = false;
  const happens = (trouble: string, share: number) => {
    if (isCalm || random() >= share) return false;
    counts[trouble] = (counts[trouble] ?? 0) + 1;
    return true;
  };
  const answers: ReadonlyArray<readonly [status: number, share: number, headers: Readonly<Record<string, string>>]> = [
    [500, 0.04, {}],
    [503, 0.02, {}],
    [404, 0.02, {}],
    [400, 0.01, {}],
    [429, 0.01, { 'retry-after': '1' }],
    [307, 0.01, { location: '/elsewhere' }],
  ];
  const server = createServer(async (request, response) => {
    if (happens('gone before the body', 0.02)) return request.socket.destroy();
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    for (const [status, share, headers] of answers) {
      if (happens(`answered ${status}`, share)) return response.writeHead(status, headers).end('so it is');
    }
    if (happens('silent', 0.02)) return setTimeout(() => request.socket.destroy(), SILENCE_MS);
    calls.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    if (happens('reset after the body', 0.06)) return request.socket.resetAndDestroy();
    return response.writeHead(204).end();
  });
  server.on('connection', (socket) => {
    if (happens('gone at once', 0.02)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: () => [...calls],
    troubles: () => ({ ...counts }),
    calm() {
      isCalm = true;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
