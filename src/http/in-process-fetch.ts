import type { FastifyInstance } from 'fastify';
import { IN_PROCESS } from './plugins/admission.ts';

export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>> | Headers;
  readonly body?: unknown;
}

/**
 * Calls the server by its public address without leaving the process: whatever stands in front of it, and whoever's
 * certificate it has. Only for addresses of this server.
 */
export function inProcessFetch(app: () => Pick<FastifyInstance, 'inject'>) {
  return async (url: string, { method = 'GET', headers, body }: FetchOptions): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const isGet = method === 'GET';
    const answer = await app().inject({
      method: isGet ? 'GET' : 'POST',
      url: `${pathname}${search}`,
      remoteAddress: IN_PROCESS,
      headers: Object.fromEntries(new Headers(headers)),
      ...(isGet ? {} : { payload: body instanceof URLSearchParams ? body.toString() : String(body ?? '') }),
    });
    const answered = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      if (value !== undefined) answered.set(name, String(value));
    }
    return new Response(answer.rawPayload.length === 0 ? null : new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers: answered,
    });
  };
}
