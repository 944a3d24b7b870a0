import { request as ask } from 'node:http';

/** A request as it goes over the wire, also one that no browser or library would send. */
export interface RawRequest {
  readonly method?: string;
  /** As it stands in the request line. */
  readonly path: string;
  /** In order; the same name may come twice. `Host` is the server's own unless it is given. */
  readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
  /** Text is sent as it is, everything else as JSON. */
  readonly body?: unknown;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Sends it to a server on this machine. */
export function sendRaw(origin: string, { method = 'GET', path, headers = [], body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(origin);
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const has = (name: string) => headers.some(([each]) => each.toLowerCase() === name);
  const sent = [
    ...(has('host') ? [] : [['Host', host] as const]),
    ...headers,
    ...(text === null || has('content-type') ? [] : [['Content-Type', 'application/json'] as const]),
    ...(text === null && (method === 'GET' || method === 'HEAD')
      ? []
      : [['Content-Length', String(Buffer.byteLength(text ?? ''))] as const]),
  ];
  return new Promise((resolve, reject) => {
    const outgoing = ask(
      { hostname, port, method, path, headers: sent.flat(), setHost: false, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        const { statusCode: status = 0, headers: answered } = incoming;
        if (answered['content-type']?.startsWith('text/event-stream')) {
          // it has no end
          incoming.destroy();
          resolve({ status, headers: answered, text: '' });
          return;
        }
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          resolve({ status, headers: answered, text: Buffer.concat(chunks).toString('utf8') });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text ?? undefined);
  });
}

/** The stable code of a refusal; each surface has its own place for it. The title of a page; empty where there is none. */
export function codeOf(text: string): string {
  try {
    const parsed = JSON.parse(text);
    const { error, code, scimType } = parsed;
    return String(error?.code ?? error?.status ?? (typeof error === 'string' ? error : (code ?? scimType ?? '')));
  } catch {
    return /<h1>(.*?)<\/h1>/.exec(text)?.[1] ?? '';
  }
}
