import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { whyNotToDecide } from '../../../commands/why-not-to-decide.ts';
import { refuse } from '../../../domain/errors.ts';
import { decisionSheet } from '../../../queries/decision-sheet.ts';
import { visibleRequest } from '../../../queries/request-history.ts';
import { scopesForDecision } from '../../../queries/scopes-for-decision.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { problems, requestId } from '../schema.ts';
import { parseScopeSearch, presentScopesBelow, scopesBelow, scopesQuery } from '../scopes-below-schema.ts';
import { decisionSheetBody, presentDecisionSheet } from './decision-sheet-schema.ts';

/** All that an approver should see before deciding; for the requestor and administrators at the scope too. */
export function decisionSheetRoutes({ ledger, clock }: Services): FastifyPluginAsyncTypebox {
  return async (instance) => {
    instance.get(
      '/approvals/:id',
      {
        schema: {
          tags: ['approvals'],
          security: [{ bearer: [] }],
          summary:
            'The decision sheet of a request: who asks for what and why, warnings, and who can decide until when',
          params: requestId,
          response: { 200: decisionSheetBody, ...problems(400, 401, 403, 404) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const id = request.params.id.toLowerCase();
        const now = clock();
        return ledger.read(async (reader) => {
          const sheet = await decisionSheet(reader, caller.principalId, id, now);
          if (sheet === null) refuse({ code: 'approvalNotFound', message: `there is no approval \`${id}\`` });
          return presentDecisionSheet(sheet, await whyNotToDecide(reader, caller, id, now), now);
        });
      },
    );

    instance.get(
      '/approvals/:id/scopes',
      {
        schema: {
          tags: ['approvals'],
          security: [{ bearer: [] }],
          summary: 'The scopes that can be granted of a request, for who may decide it now: as asked and those below',
          params: requestId,
          querystring: scopesQuery,
          response: { 200: scopesBelow, ...problems(400, 401, 403, 404, 409, 422) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const id = request.params.id.toLowerCase();
        const now = clock();
        const found = await ledger.read(async (reader) => {
          const visible = await visibleRequest(reader, caller.principalId, id, now);
          const violation = visible === null ? null : await whyNotToDecide(reader, caller, id, now);
          if (violation !== null) refuse(violation);
          return visible === null ? null : scopesForDecision(reader, id, parseScopeSearch(request.query));
        });
        if (found === null) refuse({ code: 'approvalNotFound', message: `there is no approval \`${id}\`` });
        return presentScopesBelow(found);
      },
    );
  };
}
