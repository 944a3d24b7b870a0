import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A call as it arrived. */
export interface ReceivedCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Parsed; null where it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came over the wire and says itself what it expects
  readonly json: any;
}

/** A status, with headers; or what to do with the answer. */
export type Reaction =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | ((response: ServerResponse, socket: Socket) => void);

export interface HttpReceiver {
  readonly url: string;
  /** Everything that arrived whole, in order, repeats too. */
  calls(): readonly ReceivedCall[];
  /** From now on; 204 before. */
  react(reaction: (call: ReceivedCall) => Reaction): void;
  clear(): void;
  close(): Promise<void>;
}

/** A real HTTP server on this machine that notes what it is sent. */
export async function httpReceiver(): Promise<HttpReceiver> {
  const calls: ReceivedCall[] = [];
  let reactTo: (call: ReceivedCall) => Reaction = () => ({ status: 204 });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const call = { path: request.url ?? '', headers: request.headers, body, json: parsed(body) };
    calls.push(call);
    const reaction = reactTo(call);
    if (typeof reaction === 'function') return reaction(response, request.socket);
    response.writeHead(reaction.status, reaction.headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => [...calls],
    react(reaction) {
      reactTo = reaction;
    },
    clear() {
      calls.length = 0;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
