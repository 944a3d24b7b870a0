import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Caller } from '../../../commands/caller.ts';
import { invalidField, Refusal, refuse } from '../../../domain/errors.ts';
import { callerOf } from '../../plugins/caller.ts';
import type { Services } from '../../services.ts';
import { statusOfViolation } from '../errors.ts';
import { presentHistoryItem } from '../present-request.ts';
import { notBlankText, problems, strict, text } from '../schema.ts';
import { ids, outcomes } from './bulk-decision-schema.ts';
import { decideVisibleRequest } from './decide-visible-request.ts';

/** Several requests with one justification: each is decided by itself, as if it were the only one (BEHAVIOUR §4). */
export function bulkDecisionRoutes(services: Services): FastifyPluginAsyncTypebox {
  async function decideEach(
    caller: Caller,
    requestIds: readonly string[],
    result: 'approved' | 'denied',
    justification: string | null,
  ) {
    const asked = { result, justification, duration: null, scope: null, stageId: null };
    const lower = requestIds.map((id) => id.toLowerCase());
    if (new Set(lower).size < lower.length) refuse(invalidField('ids', lower, 'each id once, in any letters'));
    const decisions = lower.map(async (id) => {
      try {
        const request = presentHistoryItem(await decideVisibleRequest(services, caller, id, asked));
        return { id, status: 200, request, refused: null };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { code, message, conflictsWith = null } = error.violation;
        return {
          id,
          status: statusOfViolation(code),
          request: null,
          refused: { code, detail: message, conflictsWith },
        };
      }
    });
    return { items: await Promise.all(decisions) };
  }

  return async (instance) => {
    const schema = { tags: ['approvals'], security: [{ bearer: [] }] };
    const response = { 200: outcomes, ...problems(400, 401, 403, 413, 415) };

    instance.post(
      '/approvals/approve',
      {
        schema: {
          ...schema,
          summary: 'Approves several requests as asked, each with an outcome of its own',
          body: strict({ ids, justification: Type.Optional(text('why they are approved')) }),
          response,
        },
      },
      async (request) =>
        decideEach(callerOf(request), request.body.ids, 'approved', request.body.justification ?? null),
    );

    instance.post(
      '/approvals/deny',
      {
        schema: {
          ...schema,
          summary: 'Denies several requests, each with an outcome of its own',
          body: strict({ ids, justification: notBlankText('why they are denied') }),
          response,
        },
      },
      async (request) => decideEach(callerOf(request), request.body.ids, 'denied', request.body.justification),
    );
  };
}
