import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  markEmergencyAccount,
  readEmergencyAccounts,
  unmarkEmergencyAccount,
} from '../../../commands/mark-emergency-account.ts';
import { linkForPerson } from '../../../identity/accounts/enrolment-links.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { guid, instant, problems, strict, words } from '../schema.ts';

const person = strict({ id: guid('the person') });

const link = strict({
  url: Type.String({ description: 'to be handed to the person; it is shown once and works once' }),
  purpose: words(['enrol', 'reset'], 'a first password, or one in place of everything the person signs in with now'),
  expiresAt: instant('from here on it does not work'),
});

const emergencyAccount = strict({
  principalId: Type.String(),
  displayName: Type.String(),
  markedAt: instant('since when every use alarms all administrators'),
  markedById: Type.String(),
  isReady: Type.Boolean({ description: 'enabled and with a passkey: usable with everything else down' }),
});

/** How people come to sign in at this server itself, and accounts for emergencies. */
export function localAccountRoutes({ ledger, browser }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    const tags = ['local accounts'];
    const security = [{ bearer: [] }];
    const publicUrl = () => browser?.publicUrl() ?? instance.publicUrl ?? '';

    instance.post(
      '/people/:id/enrolment-link',
      {
        schema: {
          tags,
          security,
          summary: 'Makes a one-time link by which a person sets a first or a new password',
          params: person,
          response: { 201: link, ...problems(400, 401, 403, 409, 422) },
        },
      },
      async (request, reply) => {
        const id = request.params.id.toLowerCase();
        const { url, purpose, expiresAt } = await linkForPerson({ ledger, publicUrl }, callerOf(request), id);
        const shown = purpose === 'reset' ? 'reset' : 'enrol';
        return reply.code(201).send({ url, purpose: shown, expiresAt: expiresAt.toString() });
      },
    );

    instance.get(
      '/emergency-accounts',
      {
        schema: {
          tags,
          security,
          summary: 'Accounts for when nothing else works; have two at least',
          response: { 200: strict({ items: Type.Array(emergencyAccount) }), ...problems(401, 403) },
        },
      },
      async (request) => {
        const found = await readEmergencyAccounts(ledger, callerOf(request));
        const items = found.map(({ markedAt, ...account }) => ({
          ...account,
          markedAt: Temporal.Instant.fromEpochMilliseconds(markedAt).toString(),
        }));
        return { items };
      },
    );

    instance.put(
      '/emergency-accounts/:id',
      {
        schema: {
          tags,
          security,
          summary: 'Makes a person’s account one for emergencies: every use alarms all administrators',
          params: person,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 422) },
        },
      },
      async (request, reply) => {
        await markEmergencyAccount(ledger, callerOf(request), request.params.id.toLowerCase());
        return reply.code(204).send(null);
      },
    );

    instance.delete(
      '/emergency-accounts/:id',
      {
        schema: {
          tags,
          security,
          summary: 'Makes it an ordinary account again',
          params: person,
          response: { 204: Type.Null(), ...problems(400, 401, 403, 404) },
        },
      },
      async (request, reply) => {
        await unmarkEmergencyAccount(ledger, callerOf(request), request.params.id.toLowerCase());
        return reply.code(204).send(null);
      },
    );
  };
}
