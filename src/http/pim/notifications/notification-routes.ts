import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { requireNotificationAdministrator, resendDeadLetters } from '../../../commands/administer-notifications.ts';
import { type NotificationView, notificationList, notificationStates } from '../../../queries/notification-list.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { guid, instant, nullable, pageOf, paging, problems, strict, text, words } from '../schema.ts';

const id = Type.String({ pattern: '^[0-9a-f]{40}$', description: 'the id of a message: 40 hexadecimal digits' });
const state = words(notificationStates, 'waiting, delivered, or dead: given up');

const notification = strict({
  id: Type.String({ description: 'the part of its Message-ID before the `@`' }),
  state,
  recipient: Type.String({ description: 'a mail address' }),
  principalId: nullable(Type.String({ description: 'null: an extra address of a role’s settings' })),
  event: Type.String(),
  requestId: nullable(Type.String()),
  subject: Type.String(),
  createdAt: instant('when it was due'),
  deliveredAt: nullable(instant('when the mail server took it')),
  deadAt: nullable(instant('when it was given up')),
  attempts: Type.Integer(),
  nextAttemptAt: nullable(instant('while it waits')),
  lastError: nullable(Type.String({ description: 'what the mail server said last' })),
});

const query = strict({
  state: Type.Optional(state),
  requestId: Type.Optional(guid('messages about this request')),
  recipient: Type.Optional(text('messages to this address', 254)),
  ...paging,
});

const resendBody = Type.Union([
  strict({ ids: Type.Array(id, { minItems: 1, maxItems: 100 }) }),
  strict({ all: Type.Literal(true, { description: 'all dead letters, of which the oldest 1,000' }) }),
]);

/** Messages by mail, how far they have come, and sending dead letters again; for administrators. */
export function notificationRoutes({ ledger }: Services): FastifyPluginAsyncTypebox {
  const described = { tags: ['notifications'], security: [{ bearer: [] }] };
  return async (instance) => {
    instance.get(
      '/notifications',
      {
        schema: {
          ...described,
          summary: 'Messages by mail, the newest first, and how far each has come',
          querystring: query,
          response: { 200: pageOf(notification), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const page = parsePage(request);
        const { limit: _, cursor: __, ...filter } = request.query;
        const found = await ledger.dryRun(async ({ tx, now }) => {
          await requireNotificationAdministrator(tx, caller, now);
          return notificationList(tx, filter, page);
        });
        return presentPage(request, found, present);
      },
    );

    instance.post(
      '/notifications/resend',
      {
        schema: {
          ...described,
          summary: 'Sends dead letters again, under the same Message-IDs',
          body: resendBody,
          response: {
            200: strict({ resent: Type.Integer({ description: 'how many' }) }),
            ...problems(400, 401, 403, 404, 413, 415, 422),
          },
        },
      },
      async (request) => {
        const { body } = request;
        const which = 'all' in body ? 'all' : body.ids;
        return { resent: await resendDeadLetters(ledger, callerOf(request), which) };
      },
    );
  };
}

function present({ createdAt, deliveredAt, deadAt, nextAttemptAt, ...rest }: NotificationView) {
  return {
    ...rest,
    createdAt: createdAt.toString(),
    deliveredAt: deliveredAt?.toString() ?? null,
    deadAt: deadAt?.toString() ?? null,
    nextAttemptAt: nextAttemptAt?.toString() ?? null,
  };
}
