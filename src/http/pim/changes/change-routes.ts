import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { knownCaller } from '../../../commands/authorise.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems } from '../schema.ts';
import { changeNews, type Listener } from './change-news.ts';

/** Between two rounds of telling. */
const ROUND_MS = 500;
/** Keeps the connection open through proxies. */
const HEARTBEAT_MS = 25_000;
/** After so long the browser connects anew, and is asked again who it is. */
const LONGEST_MS = 300_000;
const MOST_OPEN = 2000;
const MOST_OPEN_EACH = 12;

interface OpenPage extends Listener {
  readonly stream: ServerResponse;
  readonly until: number;
}

/**
 * Says that something changed, or that there is more on record and nothing else (somebody signed in, or was refused), and whether it is
 * in the listener's own bell; never what: whoever listens asks again, and is answered what they may see. Server-sent events, so that a
 * browser connects again by itself.
 */
export function changeRoutes({ ledger, bell }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const news = changeNews<OpenPage>();
    let waiting: NodeJS.Timeout | null = null;

    function tellSoon(): void {
      waiting ??= setTimeout(() => {
        waiting = null;
        if (news.round()) tellSoon();
      }, ROUND_MS);
    }

    ledger.onCommitted((entries) => {
      // whoever was signed out or disabled is asked anew at once
      for (const { event } of entries) {
        if (event.type !== 'principal.disabled' && event.type !== 'session.ended') continue;
        for (const { principalId, stream } of news.listeners) if (principalId === event.principalId) stream.end();
      }
      news.note(entries);
      tellSoon();
    });
    bell?.onRing((principalIds) => {
      for (const { principalId, stream } of news.listeners) {
        if (principalIds.has(principalId)) stream.write('event: bell\ndata: \n\n');
      }
      news.noteConcerned(principalIds);
      tellSoon();
    });
    const heartbeat = setInterval(() => {
      for (const { until, stream } of news.listeners) {
        if (performance.now() > until) stream.end();
        else stream.write(': \n\n');
      }
    }, HEARTBEAT_MS);
    heartbeat.unref();

    instance.addHook('preClose', async () => {
      clearInterval(heartbeat);
      if (waiting !== null) clearTimeout(waiting);
      for (const { stream } of news.listeners) stream.end();
    });

    instance.get(
      '/changes',
      {
        // it would have no end either, and no content
        exposeHeadRoute: false,
        schema: {
          tags: ['my roles'],
          security: [{ bearer: [] }],
          summary:
            'A stream of server-sent events that says when something changed (`changed`), or was recorded that changes nothing (`recorded`), and not what',
          produces: ['text/event-stream'],
          response: { ...problems(401, 403) },
        },
      },
      async (request, reply) => {
        const { principalId } = callerOf(request);
        await ledger.read((reader) => knownCaller(reader, callerOf(request)));
        const own = [...news.listeners].filter((each) => each.principalId === principalId);
        if (news.listeners.size >= MOST_OPEN || own.length >= MOST_OPEN_EACH) {
          // a browser that is told so does not connect again
          return reply.code(204).send();
        }
        reply.hijack();
        const stream = reply.raw;
        for (const [name, value] of Object.entries(reply.getHeaders())) stream.setHeader(name, value ?? '');
        stream.writeHead(200, { 'content-type': 'text/event-stream' });
        stream.write('retry: 3000\n\n');
        const page: OpenPage = {
          principalId,
          stream,
          until: performance.now() + LONGEST_MS,
          tell: (what) => stream.write(`event: ${what}\ndata: \n\n`),
        };
        news.add(page);
        stream.on('close', () => news.remove(page));
        return reply;
      },
    );
  };
}
