import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Caller } from '../../../commands/caller.ts';
import { invalidField, refuse } from '../../../domain/errors.ts';
import { parseScope } from '../../../domain/scope.ts';
import { pendingApprovals } from '../../../queries/pending-approvals.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { parsePage, presentPage } from '../cursor.ts';
import { presentHistoryItem, presentPendingApproval } from '../present-request.ts';
import {
  guid,
  historyItem,
  notBlankText,
  pageOf,
  paging,
  pendingApproval,
  problems,
  requestId,
  strict,
  text,
} from '../schema.ts';
import { decideVisibleRequest, type VisibleDecision } from './decide-visible-request.ts';

const stageId = Type.Optional(
  guid('the stage that is meant, so that no other one is decided; the open one if left out'),
);

const approveBody = strict({
  justification: Type.Optional(text('why it is approved')),
  comment: Type.Optional(text('the same as `justification`')),
  duration: Type.Optional(
    Type.String({ maxLength: 64, description: 'an ISO 8601 duration such as `PT1H`, no longer than was asked for' }),
  ),
  scope: Type.Optional(
    Type.String({ maxLength: 2048, description: 'a scope path at or below the one that was asked for' }),
  ),
  stageId,
});

const denyBody = strict({ reason: notBlankText('why it is denied'), stageId });

/** What waits for the caller, and deciding it (BEHAVIOUR §4). */
export function approvalRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  async function decide(caller: Caller, id: string, asked: VisibleDecision) {
    return presentHistoryItem(await decideVisibleRequest({ ledger, clock }, caller, id, asked));
  }

  return async (instance) => {
    const tags = ['approvals'];
    const security = [{ bearer: [] }];

    instance.get(
      '/pending-approvals',
      {
        schema: {
          tags,
          security,
          summary: 'Requests that the caller may decide now; the one that expires next first',
          querystring: strict(paging),
          response: { 200: pageOf(pendingApproval), ...problems(400, 401, 403) },
        },
      },
      async (request) => {
        const page = parsePage(request);
        const { principalId } = callerOf(request);
        const found = await ledger.read((reader) => pendingApprovals(reader, principalId, page, clock()));
        return presentPage(request, found, presentPendingApproval);
      },
    );

    const decisionSchema = { tags, security, params: requestId } as const;
    const decisionResponse = { 200: historyItem, ...problems(400, 401, 403, 404, 409, 413, 415, 422) };

    instance.post(
      '/approvals/:id/approve',
      {
        schema: {
          ...decisionSchema,
          summary: 'Approves a request as asked, or less of it',
          body: approveBody,
          response: decisionResponse,
        },
        preValidation: async (request) => {
          // without a body nothing is said; whether a justification is required is for the rules
          request.body ??= {};
        },
      },
      async (request) => {
        const { justification, comment, duration, scope, stageId } = request.body;
        if (justification !== undefined && comment !== undefined && justification !== comment) {
          refuse(invalidField('comment', comment, 'the same text as `justification`, or only one of the two'));
        }
        return decide(callerOf(request), request.params.id.toLowerCase(), {
          result: 'approved',
          justification: justification ?? comment ?? null,
          duration: duration ?? null,
          scope: scope === undefined ? null : parseScope(scope),
          stageId: stageId?.toLowerCase() ?? null,
        });
      },
    );

    instance.post(
      '/approvals/:id/deny',
      {
        schema: { ...decisionSchema, summary: 'Denies a request', body: denyBody, response: decisionResponse },
      },
      async (request) =>
        decide(callerOf(request), request.params.id.toLowerCase(), {
          result: 'denied',
          justification: request.body.reason,
          duration: null,
          scope: null,
          stageId: request.body.stageId?.toLowerCase() ?? null,
        }),
    );
  };
}
