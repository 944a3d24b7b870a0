import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { requireNotificationAdministrator, resendDeadLetters } from '../../../commands/administer-notifications.ts';
import { type NotificationView, notificationList } from '../../../queries/notification-list.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { pageOf, problems, strict } from '../schema.ts';
import { notification, notificationQuery, resendBody } from './notification-schema.ts';

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
          querystring: notificationQuery,
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
