import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Caller } from '../../../commands/caller.ts';
import { decideExtensionRequest } from '../../../commands/decide-extension-request.ts';
import { Refusal, refuse } from '../../../domain/errors.ts';
import type { AskedExtensionDecision } from '../../../domain/extension/decide-extension.ts';
import { expiredAssignments } from '../../../queries/expired-assignments.ts';
import { namesOf } from '../../../queries/names-of.ts';
import { anyRequest, visibleRequest } from '../../../queries/request-history.ts';
import { viewerOf } from '../../../queries/viewer.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { presentHistoryItem } from '../present-request.ts';
import { historyItem, pageOf, paging, problems, requestId, strict } from '../schema.ts';
import { decidableExtensions } from './decidable-extensions.ts';
import { approveBody, denyBody, expiredAssignment, expiredQuery, waitingExtension } from './extension-schema.ts';
import { presentExpired, presentWaiting } from './present-extension.ts';
import { parseTime } from './time-members.ts';

/** Extensions and renewals that wait for an administrator, deciding them, and what expired (BEHAVIOUR §3). */
export function extensionRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  /** Decides, and reads the request as it is then. Whoever may not see it is not told that it is there. */
  async function decide(caller: Caller, id: string, asked: AskedExtensionDecision) {
    const see = () => ledger.read((reader) => visibleRequest(reader, caller.principalId, id, clock()));
    try {
      await decideExtensionRequest(ledger, caller, id, asked);
    } catch (error) {
      // also why it cannot be decided tells that it is there
      if (error instanceof Refusal && (await see()) === null) {
        refuse({ code: 'requestNotFound', message: `there is no extension or renewal \`${id}\`` });
      }
      throw error;
    }
    // who may decide at a scope need not be one who reads there
    const view = await ledger.read((reader) => anyRequest(reader, id, clock()));
    if (view === null) throw new Error(`request ${id} was decided and cannot be read`);
    return presentHistoryItem(view);
  }

  return async (instance) => {
    const described = { tags: ['extensions'], security: [{ bearer: [] }] };
    const listed = { ...described, querystring: strict(paging) };
    const decision = { ...described, params: requestId };
    const decided = { 200: historyItem, ...problems(400, 401, 403, 404, 409, 413, 415, 422) };

    instance.get(
      '/extension-requests',
      {
        schema: {
          ...listed,
          summary: 'Extensions and renewals that the caller may decide now; the one that expires next first',
          response: { 200: pageOf(waitingExtension), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const page = parsePage(request);
        const { principalId } = callerOf(request);
        const found = await ledger.read((reader) => decidableExtensions(reader, principalId, page, clock()));
        return presentPage(request, found, presentWaiting);
      },
    );

    instance.post(
      '/extension-requests/:id/approve',
      {
        schema: {
          ...decision,
          summary: 'Grants an extension or renewal; what is left out is granted as it was asked',
          body: approveBody,
          response: decided,
        },
        preValidation: async (request) => {
          request.body ??= {};
        },
      },
      async (request) => {
        const { justification, kind, ...time } = request.body;
        const granted = { justification: justification ?? null, kind: kind ?? null, ...parseTime(time) };
        return decide(callerOf(request), request.params.id.toLowerCase(), { result: 'approved', ...granted });
      },
    );

    instance.post(
      '/extension-requests/:id/deny',
      { schema: { ...decision, summary: 'Denies an extension or renewal', body: denyBody, response: decided } },
      async (request) =>
        decide(callerOf(request), request.params.id.toLowerCase(), {
          result: 'denied',
          justification: request.body.reason,
          kind: null,
          startAt: null,
          expiration: null,
        }),
    );

    instance.get(
      '/expired-assignments',
      {
        schema: {
          ...described,
          querystring: expiredQuery,
          summary: "Assignments that expired and can be renewed: the caller's, and those that the caller may read",
          response: { 200: pageOf(expiredAssignment), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const page = parsePage(request);
        return ledger.read(async (reader) => {
          const viewer = await viewerOf(reader, callerOf(request).principalId, clock());
          const narrowing = { isOwnOnly: request.query.whose === 'mine' };
          const found = await expiredAssignments(reader, viewer, page, clock(), narrowing);
          const names = await namesOf(
            reader,
            found.items.map(({ schedule }) => schedule),
          );
          return presentPage(request, found, (item) => presentExpired(item, names));
        });
      },
    );
  };
}
