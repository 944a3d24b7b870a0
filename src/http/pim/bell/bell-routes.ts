import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { knownCaller } from '../../../commands/authorise.ts';
import { markBellRead } from '../../../commands/mark-bell-read.ts';
import { type BellItem, bellOf, unreadBellItems } from '../../../queries/bell.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { paging, problems, strict } from '../schema.ts';
import { parseSequencePage, presentSequencePage } from '../sequence-cursor.ts';
import { bellBody, readBody, unread } from './bell-schema.ts';

/** What the caller is told in the portal, and that they have read it. */
export function bellRoutes({ ledger, clock, bell: signal }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['bell'], security: [{ bearer: [] }] };
  return async (instance) => {
    instance.get(
      '/me/bell',
      {
        schema: {
          ...described,
          summary: 'What the caller was told in the last 90 days; `/changes` says `bell` when there is more',
          querystring: strict({ ...paging }),
          response: { 200: bellBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const page = parseSequencePage(request);
        const found = await ledger.read(async (reader) => {
          await knownCaller(reader, caller);
          return bellOf(reader, caller.principalId, page, clock());
        });
        return { ...presentSequencePage(request, found, presentItem), unread: found.unread };
      },
    );

    instance.post(
      '/me/bell/read',
      {
        schema: {
          ...described,
          summary: 'Marks items as read: some, or all up to one',
          body: readBody,
          response: { 200: strict({ unread }), ...problems(400, 401, 403, 413, 415) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { body } = request;
        await markBellRead(ledger, caller, 'upTo' in body ? body : { sequences: body.ids });
        signal?.ring([caller.principalId]);
        return { unread: await ledger.read((reader) => unreadBellItems(reader, caller.principalId, clock())) };
      },
    );
  };
}

function presentItem({ sequence, at, readAt, ...rest }: BellItem) {
  return { id: sequence, ...rest, at: at.toString(), readAt: readAt?.toString() ?? null };
}
