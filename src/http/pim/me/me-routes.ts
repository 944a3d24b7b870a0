import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { knownCaller } from '../../../commands/authorise.ts';
import { changeNotificationPreferences } from '../../../commands/change-notification-preferences.ts';
import { notificationPreferencesOf } from '../../../ledger/facts/preference-facts.ts';
import { whoAmI } from '../../../queries/who-am-i.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems, strict } from '../schema.ts';
import { meBody, notificationPreferencesBody } from './me-schema.ts';
import { whatCallerMay } from './what-caller-may.ts';

/** Who calls, and how they want to be told. */
export function meRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    instance.get(
      '/me',
      {
        schema: {
          tags: ['my roles'],
          security: [{ bearer: [] }],
          summary: 'Who the caller is',
          querystring: strict({}),
          response: { 200: meBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const { principalId } = callerOf(request);
        const now = clock();
        return ledger.read(async (reader) => ({
          ...(await whoAmI(reader, principalId, now)),
          may: await whatCallerMay(reader, principalId, now),
          asOf: now.toString(),
        }));
      },
    );

    instance.get(
      '/me/notification-preferences',
      {
        schema: {
          tags: ['my roles'],
          security: [{ bearer: [] }],
          summary: 'How the caller wants to be told',
          querystring: strict({}),
          response: { 200: notificationPreferencesBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        return ledger.read(async (reader) => {
          await knownCaller(reader, caller);
          return notificationPreferencesOf(reader, caller.principalId);
        });
      },
    );

    instance.put(
      '/me/notification-preferences',
      {
        schema: {
          tags: ['my roles'],
          security: [{ bearer: [] }],
          summary: 'Choose how the caller is told; what needs action arrives all the same',
          querystring: strict({}),
          body: notificationPreferencesBody,
          response: { 200: notificationPreferencesBody, ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        await changeNotificationPreferences(ledger, callerOf(request), request.body);
        return request.body;
      },
    );
  };
}
